package vietnamese

import (
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// honorifics are forms of address, ranks and degrees that stand before a name and do not count when names are
// ordered. Keys as ExactKey makes them; the longest match is taken.
var honorifics = [][]string{
	{"hội", "đồng", "chí"},
	{"đồng", "chí"},
	{"đ", "c"},
	{"đc"},
	{"ông"},
	{"bà"},
	{"anh"},
	{"chị"},
	{"cô"},
	{"thầy"},
	{"gs"},
	{"pgs"},
	{"ts"},
	{"tskh"},
	{"ths"},
	{"ks"},
	{"bs"},
	{"bscki"},
	{"bsckii"},
	{"cki"},
	{"ckii"},
	{"cn"},
	{"ls"},
	{"kts"},
	{"ngưt"},
	{"ngnd"},
	{"ttưt"},
	{"ttnd"},
	{"nsưt"},
	{"nsnd"},
	{"giáo", "sư"},
	{"phó", "giáo", "sư"},
	{"tiến", "sĩ"},
	{"thạc", "sĩ"},
	{"kỹ", "sư"},
	{"bác", "sĩ"},
	{"cử", "nhân"},
	{"luật", "sư"},
	{"đại", "tướng"},
	{"thượng", "tướng"},
	{"trung", "tướng"},
	{"thiếu", "tướng"},
	{"đô", "đốc"},
	{"phó", "đô", "đốc"},
	{"chuẩn", "đô", "đốc"},
	{"đại", "tá"},
	{"thượng", "tá"},
	{"trung", "tá"},
	{"thiếu", "tá"},
	{"đại", "uý"},
	{"thượng", "uý"},
	{"trung", "uý"},
	{"thiếu", "uý"},
	{"chuẩn", "uý"},
	{"thượng", "sĩ"},
	{"trung", "sĩ"},
	{"hạ", "sĩ"},
	{"binh", "nhất"},
	{"binh", "nhì"},
	{"hoà", "thượng"},
	{"thượng", "toạ"},
	{"đại", "đức"},
	{"ni", "trưởng"},
	{"ni", "sư"},
	{"linh", "mục"},
	{"mục", "sư"},
	{"giám", "mục"},
}

// SortName derives the words by which a person is ordered: given name, family name, middle names. Ranks and forms
// of address before the name and posts after it fall away: "Đại tá Phạm Tiến Triệu" gives "Triệu Phạm Tiến".
// Names of some peoples do not follow the pattern, so the stored sort name may be set by hand. Collate it with vi-x-icu.
func SortName(full string) string {
	words := dropHonorifics(strings.Fields(NFC(full)))
	words = cutAtPost(words)
	if len(words) < 2 {
		return strings.Join(words, " ")
	}
	last := len(words) - 1
	return strings.Join(append([]string{words[last]}, words[:last]...), " ")
}

func dropHonorifics(words []string) []string {
	for {
		n := honorificWords(words)
		if n == 0 || n >= len(words) {
			return words
		}
		words = words[n:]
	}
}

// honorificWords counts the leading words that form one or more titles ("PGS.TS.", "Đ/c", "Đại tá").
func honorificWords(words []string) int {
	best := 0
	for n := 1; n <= min(3, len(words)); n++ {
		if isHonorific(titleParts(strings.Join(words[:n], " "))) {
			best = n
		}
	}
	return best
}

// titleParts breaks "PGS.TS.BS" or "Đ/c" into its lower-case pieces.
func titleParts(s string) []string {
	return strings.FieldsFunc(ExactKey(s), func(r rune) bool { return strings.ContainsRune(" ./,:;-", r) })
}

func isHonorific(parts []string) bool {
	if len(parts) == 0 {
		return false
	}
	if slices.ContainsFunc(honorifics, func(h []string) bool { return slices.Equal(h, parts) }) {
		return true
	}
	for _, p := range parts {
		if !slices.ContainsFunc(honorifics, func(h []string) bool { return len(h) == 1 && h[0] == p }) {
			return false
		}
	}
	return true
}

// cutAtPost ends the name where a post or a note begins: after a comma, at a dash or a bracket of its own.
func cutAtPost(words []string) []string {
	for i, w := range words {
		if i > 0 && (strings.HasPrefix(w, "(") || strings.Trim(w, "-–—") == "") {
			return words[:i]
		}
		if bare := strings.TrimRight(w, ",;:"); bare != w && bare != "" {
			return append(slices.Clone(words[:i]), bare)
		}
	}
	return words
}

// Collator compares texts in the order of the Vietnamese alphabet: a ă â … d đ e ê … o ô ơ … u ư, then tones in the
// order ngang, huyền, hỏi, ngã, sắc, nặng. It keeps buffers: one per goroutine.
type Collator struct{ c *collate.Collator }

// NewCollator makes a collator for one goroutine.
func NewCollator() *Collator { return &Collator{collate.New(language.Vietnamese)} }

// Compare is -1, 0 or 1 as a sorts before, with or after b.
func (c *Collator) Compare(a, b string) int { return c.c.CompareString(a, b) }

// SortFunc orders items by the text that of gives, keeping the order of equal ones.
func SortFunc[T any](items []T, of func(T) string) {
	c := NewCollator()
	slices.SortStableFunc(items, func(a, b T) int { return c.Compare(of(a), of(b)) })
}
