package ui_test

import (
	"net/http"
	"testing"

	"github.com/dondoc/dondoc/internal/testkit/htmlcheck"
)

func TestFreezingOnThePage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.recordTask("Niêm yết các khoản thu")
	at, secretary := "/c/qcdc-mau/bao-cao/2026-H2", s.as("secretary")
	htmlcheck.Run(t, secretary.page(at+"?so-sanh=1"), htmlcheck.Count(".identities > li", 9), htmlcheck.In("#so-sanh"))
	htmlcheck.Run(t, secretary.page(at+"/chot"), htmlcheck.In(".identities"), htmlcheck.In("input[name=as_of]"))
	secretary.written(at+"/chot", "id", newID(), "supersedes", "0", "as_of", "20/11/2026")
	htmlcheck.Run(t, s.as("member").page(at+"?lan=1"), htmlcheck.In(".notice", htmlcheck.HasText("đã chốt lần 1")), htmlcheck.NotIn("a[href$='/chot']"))
	htmlcheck.Run(t, s.as("member").page(at+"/nhiem-vu?so=total&lan=1"), htmlcheck.Count("table.records tbody tr", 1), htmlcheck.In(".why .identities"))
	htmlcheck.Run(t, s.as("observer").page(at+"/sau-chot?lan=1"), htmlcheck.In(".notice"))
	htmlcheck.Run(t, s.as("observer").page("/c/qcdc-mau/bao-cao/ky?nam=2026"), htmlcheck.In("a[href$='2026-H2?lan=1']"))
	for who, want := range map[string]int{"member": http.StatusForbidden, "observer": http.StatusForbidden, "stranger": http.StatusNotFound} {
		if a := s.as(who).get(at + "/chot"); a.code != want {
			t.Errorf("%s opens the form: %d, want %d", who, a.code, want)
		}
		if a := s.as(who).post(at+"/chot", "id", newID(), "supersedes", "1", "as_of", "20/11/2026", "reason", "thử"); a.code != want {
			t.Errorf("%s freezes: %d, want %d", who, a.code, want)
		}
	}
	for _, path := range []string{at + "/sau-chot?lan=1", at + "?lan=1", "/c/qcdc-mau/bao-cao/ky"} {
		if a := s.as("stranger").get(path); a.code != http.StatusNotFound {
			t.Errorf("a stranger at %s: %d", path, a.code)
		}
	}
}
