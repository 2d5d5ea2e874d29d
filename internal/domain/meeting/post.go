package meeting

import "strings"

// postPart is an office somebody held on a day, with the unit it was held in as named that day.
type postPart struct {
	Title string `db:"title"`
	Unit  string `db:"unit_name"`
}

// postLine joins the offices held on a day as minutes name them, high to low: "Phó Bí thư Thường trực Huyện ủy, Chủ tịch HĐND".
// The unit is added where the title does not name it already; an office said twice is said once.
func postLine(parts []postPart) string {
	var said []string
	for _, p := range parts {
		office := strings.TrimSpace(p.Title)
		if p.Unit != "" && !strings.Contains(strings.ToLower(office), strings.ToLower(p.Unit)) {
			office += " " + p.Unit
		}
		if office != "" && !saidAlready(said, office) {
			said = append(said, office)
		}
	}
	return strings.Join(said, ", ")
}

// saidAlready reports whether an office is part of one already named: "Trưởng ban" of "Trưởng ban chỉ đạo".
func saidAlready(said []string, office string) bool {
	for _, s := range said {
		if strings.Contains(strings.ToLower(s), strings.ToLower(office)) {
			return true
		}
	}
	return false
}
