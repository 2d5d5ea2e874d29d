package e2e_test

import (
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"github.com/dondoc/dondoc/internal/foundation/i18n"
)

// words is what a page itself says: texts and labels, without what people have written. Stored words are never translated.
func words(doc *goquery.Document) string {
	var all []string
	doc.Find("h1, h2, h3, label, legend, th, button, summary, nav a, .field-hint, .hint, .badge, .chip, .blank, .btn, .menu-title, .list-count").
		Each(func(_ int, s *goquery.Selection) { all = append(all, squeezed(s.Text())) })
	doc.Find("[aria-label], [title], [placeholder]").Each(func(_ int, s *goquery.Selection) {
		all = append(all, s.AttrOr("aria-label", ""), s.AttrOr("title", ""), s.AttrOr("placeholder", ""))
	})
	return strings.Join(all, "\n")
}

// says is which of the sentences the page says.
func (p page) says(sentences []string) []string {
	said := words(p.doc)
	return slices.DeleteFunc(slices.Clone(sentences), func(s string) bool { return !strings.Contains(said, s) })
}

// onlyVietnamese are the catalogue's fixed texts of three words or more that English says differently.
func (h *house) onlyVietnamese() []string {
	h.t.Helper()
	english := h.d.Words.Texts(i18n.En)
	var some []string
	for _, v := range h.d.Words.Texts(i18n.Vi) {
		if len(strings.Fields(v)) > 2 && !strings.Contains(v, "%") && !slices.Contains(english, v) {
			some = append(some, v)
		}
	}
	if len(some) < 200 {
		h.t.Fatalf("%d Vietnamese texts: this is not the catalogue", len(some))
	}
	return some
}
