package ui_test

import (
	"net/http"
	"regexp"
	"testing"

	"github.com/dondoc/dondoc/internal/testkit/htmlcheck"
)

func TestPeopleKeepTheirOwnTokens(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	head := s.as("head")
	htmlcheck.Run(t, head.page("/toi"), htmlcheck.In("a[href='/toi/ma-truy-cap']"))
	htmlcheck.Run(t, head.page("/toi/ma-truy-cap"), htmlcheck.In(".register-empty"), htmlcheck.In("a[href='/toi/ma-truy-cap/moi']"))
	htmlcheck.Run(t, head.page("/toi/ma-truy-cap/moi"), htmlcheck.In("select[name=days] option[value='30']", htmlcheck.HasText("hết hạn 20/12/2026")))
	refused := head.post("/toi/ma-truy-cap", "id", newID(), "name", "", "days", "30")
	if refused.code != http.StatusUnprocessableEntity {
		t.Errorf("a token without a name: %d", refused.code)
	}
	form := []string{"id", newID(), "name", "Bảng của văn phòng", "days", "30"}
	made := head.post("/toi/ma-truy-cap", form...)
	secret := regexp.MustCompile(`name="secret" value="([^"]+)"`).FindStringSubmatch(made.body)
	if made.code != http.StatusOK || secret == nil || made.header.Get("Cache-Control") != "no-store" {
		t.Fatalf("%d %v %s", made.code, made.header, made.body)
	}
	if signed, err := s.d.Accounts.ByToken(t.Context(), secret[1]); err != nil || signed.Actor.Login != "head" {
		t.Errorf("the token opens for %q, %v", signed.Actor.Login, err)
	}
	if again := head.post("/toi/ma-truy-cap", form...); again.code != http.StatusConflict {
		t.Errorf("sent twice it is shown again: %d", again.code)
	}
	list := head.page("/toi/ma-truy-cap")
	htmlcheck.Run(t, list, htmlcheck.Count("tbody tr", 1), htmlcheck.In("table", htmlcheck.HasText("20/12/2026"), htmlcheck.HasText("đang dùng được"), htmlcheck.LacksText(secret[1])))
	at := regexp.MustCompile(`href="(/toi/ma-truy-cap/[0-9a-f-]{36})"`).FindStringSubmatch(list)[1]
	for _, who := range []string{"stranger", "admin"} {
		if a := s.as(who).get(at); a.code != http.StatusNotFound {
			t.Errorf("%s looks at it: %d", who, a.code)
		}
		if a := s.as(who).post(at + "/thu-hoi"); a.code != http.StatusNotFound {
			t.Errorf("%s revokes it: %d", who, a.code)
		}
	}
	if a := s.as("").get("/toi/ma-truy-cap"); a.code != http.StatusSeeOther {
		t.Errorf("nobody: %d", a.code)
	}
	htmlcheck.Run(t, head.page(at), htmlcheck.In("form[action$='/thu-hoi']"))
	head.written(at + "/thu-hoi")
	htmlcheck.Run(t, head.page(at), htmlcheck.In(".register-facts", htmlcheck.HasText("đã thu hồi")), htmlcheck.NotIn("form[action$='/thu-hoi']"))
	if _, err := s.d.Accounts.ByToken(t.Context(), secret[1]); err == nil {
		t.Error("a revoked token opens")
	}
}
