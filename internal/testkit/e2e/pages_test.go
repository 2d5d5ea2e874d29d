package e2e_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/web/views/ui"
)

// below are addresses of the invented district's committee.
func below(paths ...string) []route {
	var all []route
	for _, p := range paths {
		all = append(all, route("/c/"+intake.DemoCode+p))
	}
	return all
}

// lists are the pages that must show rows.
func lists() []route {
	return below("/nhiem-vu", "/hoi-nghi", "/ton-tai", "/bao-cao/#/nhiem-vu", "/don-vi", "/nguoi", "/linh-vuc", "/thanh-vien")
}

// pagesOf lists the pages that somebody of a role comes to by following links. What is missing was lost.
func pagesOf(login string) []route {
	common := append(below("", "/nhiem-vu", "/nhiem-vu/#", "/nhiem-vu/#/viec/comment", "/hoi-nghi", "/hoi-nghi/#", "/don-vi", "/don-vi/#", "/phieu-don-vi", "/phieu-don-vi/#"), "/toi")
	if login == administrator {
		return append(administration(), "/")
	}
	if login == "focal" {
		common = append(common, "/toi/don-vi")
		return append(common, below("/nhiem-vu/#/tep", "/nhiem-vu/#/viec/extension_asked", "/nhiem-vu/#/viec/progress", "/nhiem-vu/#/viec/reported", "/nhiem-vu/#/dien-bien")...)
	}
	common = append(common, below(
		"/bao-cao/#", "/bao-cao/#/nhiem-vu", "/bao-cao/ky", "/bao-cao/tu-dong", "/bao-cao/#/chot", "/bao-cao/#/sau-chot", "/nhiem-vu/moi", "/nhiem-vu/#/sua", "/nhiem-vu/#/tach", "/nhiem-vu/#/tep", "/nhiem-vu/#/tep/#/go", "/nhiem-vu/#/dien-bien", "/nhiem-vu/chuyen-ky",
		"/ket-luan", "/hoi-nghi/moi", "/hoi-nghi/#/sua", "/hoi-nghi/#/chuyen", "/hoi-nghi/#/da-rut", "/hoi-nghi/#/ban-ghi/moi", "/hoi-nghi/#/chuong-trinh/moi", "/hoi-nghi/#/thanh-phan/moi",
		"/hoi-nghi/#/ban-ghi/#/sua", "/hoi-nghi/#/ban-ghi/#/phien-ban", "/hoi-nghi/#/ban-ghi/#/vi-tri", "/hoi-nghi/#/thanh-phan/#/sua",
		"/ton-tai", "/ton-tai/#", "/ton-tai/moi", "/ton-tai/#/sua", "/ton-tai/#/viec/trang-thai", "/ton-tai/#/viec/xep-loai", "/ton-tai/#/viec/rut", "/ton-tai/#/viec/lan-truoc", "/ton-tai/#/tep",
		"/don-vi/sap-xep", "/don-vi/sap-xep/moi", "/ban-giao", "/ban-giao/moi", "/lam-thay", "/lam-thay/moi", "/don-vi/moi", "/don-vi/#/sua", "/don-vi/#/doi-ten", "/don-vi/#/ke-tiep/moi", "/nguoi", "/nguoi/#", "/nguoi/moi", "/nguoi/#/sua", "/nguoi/#/chuc-vu/moi",
		"/linh-vuc", "/linh-vuc/moi", "/linh-vuc/#/sua", "/thanh-vien", "/thanh-vien/moi", "/thanh-vien/#/sua", "/quan-tri")...)
	common = append(common, below("/don-doc", "/don-doc/soan", "/don-doc/cach", "/don-doc/phieu/#", "/lien-ket", "/lien-ket/#", "/lien-ket/moi")...)
	if login == "secretary" {
		return append(common, below("/nhiem-vu/#/viec/assigned", "/nhiem-vu/#/viec/deadline_set")...)
	}
	return append(common, below("/nhiem-vu/#/viec/confirmed", "/nhiem-vu/#/viec/sent_back", "/nhiem-vu/#/viec/extension_granted", "/nhiem-vu/#/viec/cancelled", "/nhiem-vu/thiet-lap", "/don-vi/sap-xep/ket-thuc", "/nhiem-vu/#/viec/directive")...)
}

// administration lists the administrator's pages: those of the whole house and those of a committee.
func administration() []route {
	all := below("/quan-tri", "/quan-tri/sua", "/quan-tri/nhiem-ky", "/quan-tri/nhiem-ky/moi", "/quan-tri/nhiem-ky/#/sua", "/quan-tri/ky-bao-cao", "/quan-tri/ky-bao-cao/moi", "/quan-tri/ky-bao-cao/ngay-rieng",
		"/quan-tri/vai-tro", "/quan-tri/vai-tro/moi", "/quan-tri/vai-tro/#/sua")
	for _, part := range []string{
		"", "/ban-chi-dao", "/ban-chi-dao/moi", "/lich", "/lich/moi", "/lich/#/sua", "/tai-khoan", "/tai-khoan/moi", "/tai-khoan/#", "/tai-khoan/#/sua",
		"/tai-khoan/#/vai-tro/moi", "/tai-khoan/#/don-vi/moi", "/tai-khoan/#/don-vi/#", "/don-vi", "/don-vi/moi", "/don-vi/#", "/nguoi", "/nguoi/moi", "/nguoi/#",
		"/linh-vuc", "/linh-vuc/moi",
	} {
		all = append(all, route("/quan-tri"+part))
	}
	return all
}

// logins are those whose pages are walked: the roles, and the administrator, who has none.
func logins() []string {
	return []string{string(access.Head), string(access.Secretary), string(access.Focal), administrator}
}

// tour is one address of every page that somebody comes to by following links, and of those without a link.
func (h *house) tour(login string) map[route]string {
	h.t.Helper()
	starts := []string{demoURL(""), "/toi"}
	if login == administrator {
		starts = []string{"/", "/quan-tri", demoURL("/quan-tri")}
	}
	tour := h.as(login, "vi").walk(starts...)
	for _, r := range pagesOf(login) {
		if tour[r] == "" {
			h.t.Errorf("%s finds no way to %s", login, r)
		}
	}
	for _, path := range []string{demoURL("/tim-kiem?q=m%E1%BA%ABu"), "/toi/tim-kiem?q=m%E1%BA%ABu", "/khong-co-trang-nay"} {
		r, _, _ := strings.Cut(path, "?")
		if login != administrator || !strings.HasPrefix(path, "/c/") {
			tour[route(r)] = path
		}
	}
	return tour
}

// inOrder are the routes of a tour, so that two runs walk alike.
func inOrder(tour map[route]string) []route {
	all := make([]route, 0, len(tour))
	for r := range tour {
		all = append(all, r)
	}
	slices.Sort(all)
	return all
}

const signedOut = ui.SignInURL

// speaksEnglish asks for every page in both languages.
func (h *house) speaksEnglish(t *testing.T, tours map[string]map[route]string, byLink ...string) {
	t.Helper()
	strange := h.onlyVietnamese()
	for _, login := range logins() {
		english, vietnamese := h.as(login, "en"), h.as(login, "vi")
		tour := tours[login]
		for _, r := range inOrder(tour) {
			p, v := english.get(tour[r]), vietnamese.get(tour[r])
			p.knowsItsWords(t)
			v.knowsItsWords(t)
			if said := p.says(strange); len(said) > 0 && !vietnamesePaper(r) || p.doc.Find("html").AttrOr("lang", "") != "en" {
				t.Errorf("%s as %s says in English: %q", p.at, login, said)
			}
			if len(v.says(strange)) == 0 && !strings.HasSuffix(string(r), "/trinh-chieu") { // the projector's page is drawn by its script
				t.Errorf("%s as %s says nothing in Vietnamese", v.at, login)
			}
		}
	}
	h.visit("en").get(signedOut).knowsItsWords(t)
	for _, path := range byLink {
		p := h.visit("en").get(path)
		p.knowsItsWords(t)
		if said := p.says(strange); len(said) > 0 {
			t.Errorf("%s says in English: %q", p.at, said)
		}
	}
}

// vietnamesePaper is true of the report in words: its headings, tables and outline are those of a Vietnamese document in either language.
func vietnamesePaper(r route) bool {
	return strings.Contains(string(r), "/van-ban") && strings.Contains(string(r), "/bao-cao/")
}

func (p page) knowsItsWords(t *testing.T) {
	t.Helper()
	if i := strings.Index(string(p.raw), "⟦"); i >= 0 {
		t.Errorf("%s: an unknown key: %.60s", p.at, p.raw[i:])
	}
}
