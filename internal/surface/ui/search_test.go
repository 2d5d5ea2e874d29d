package ui_test

import (
	"net/http"
	"testing"

	"github.com/dondoc/dondoc/internal/testkit/htmlcheck"
)

func TestSearchPage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.recordTask("Niêm yết các khoản thu <b>ngay</b>")
	head := s.as("head")
	htmlcheck.Run(t, head.page("/c/qcdc-mau/tim-kiem"), htmlcheck.In(".search-hint", htmlcheck.HasText("không dấu")), htmlcheck.Count(".hits", 0), htmlcheck.Count("h1", 1))
	found := head.page("/c/qcdc-mau/tim-kiem?q=khoan+thu")
	htmlcheck.Run(t, found, htmlcheck.In(".hits mark", htmlcheck.HasExactText("khoản thu")), htmlcheck.In(".hits a[href='/c/qcdc-mau/nhiem-vu/1']"),
		htmlcheck.In(".search-box input[name=q][value='khoan thu']"), htmlcheck.In(".hits p", htmlcheck.HasText("Niêm yết các khoản thu <b>ngay</b>")))
	htmlcheck.Run(t, s.as("focal").page("/c/qcdc-mau/tim-kiem?q=niem+yet"), htmlcheck.Count(".hits li", 1))
	htmlcheck.Run(t, s.as("observer").page("/c/qcdc-mau/tim-kiem?q=niem+yet"), htmlcheck.Count(".hits li", 0), htmlcheck.In(".search-hint", htmlcheck.HasText("Không tìm thấy")))
	htmlcheck.Run(t, head.page("/c/qcdc-mau/tim-kiem?q=Mau"), htmlcheck.Count("#nhom-unit ~ .hits li", 3))
	htmlcheck.Run(t, head.page("/c/qcdc-mau/tim-kiem?q=vi+du"), htmlcheck.In("#nhom-person ~ .hits mark", htmlcheck.HasText("Ví Dụ")))
	htmlcheck.Run(t, s.as("focal").page("/c/qcdc-mau/tim-kiem?q=vi+du"), htmlcheck.NotIn("#nhom-person"))
}

func TestSearchEverywherePage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.recordTask("Niêm yết các khoản thu <b>ngay</b>")
	head := s.as("head")
	htmlcheck.Run(t, head.page("/c/qcdc-mau/tim-kiem?q=khoan+thu"), htmlcheck.In(".search-wider a[href='/toi/tim-kiem?q=khoan+thu']"))
	htmlcheck.Run(t, head.page("/toi/tim-kiem"), htmlcheck.In(".search-hint", htmlcheck.HasText("mọi ban chỉ đạo")), htmlcheck.Count(".hits", 0), htmlcheck.Count("h1", 1))
	htmlcheck.Run(t, head.page("/toi/tim-kiem?q=khoan+thu"), htmlcheck.In(".hits mark", htmlcheck.HasExactText("khoản thu")),
		htmlcheck.In(".hits a[href='/c/qcdc-mau/nhiem-vu/1']"), htmlcheck.In(".hits p", htmlcheck.HasText("Niêm yết các khoản thu <b>ngay</b>")), htmlcheck.In(".hits .sub", htmlcheck.HasText("Nhiệm vụ")))
	htmlcheck.Run(t, s.as("stranger").page("/toi/tim-kiem?q=khoan+thu"), htmlcheck.Count(".hits li", 0), htmlcheck.In(".search-hint", htmlcheck.HasText("Không tìm thấy")))
	if a := s.as("").get("/toi/tim-kiem?q=khoan+thu"); a.code != http.StatusSeeOther {
		t.Errorf("nobody: %d", a.code)
	}
}
