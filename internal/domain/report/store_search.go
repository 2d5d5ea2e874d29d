package report

import (
	"context"
	"strconv"
	"strings"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// source is where rows of one kind are looked for: what is shown of them, from where, and which of them may be read.
type source struct {
	number, text, speaker, title, day string
	key                               string // the mark-free column
	from                              string
	readable                          func(l looking, w *database.Conditions)
	latest                            string // the order among equals
}

// ours is true of the tasks t of the reader's units; its argument is added to w.
func (l looking) ours(w *database.Conditions) string {
	units := w.Arg(l.sight.Units)
	return `(t.part_unit_id = ANY(` + units + `) OR EXISTS (SELECT 1 FROM task_assignee a
		WHERE a.committee_id = t.committee_id AND a.task_id = t.id AND a.unit_id = ANY(` + units + `)))`
}

// readableMeetings are those whose heading the reader sees: the members' all, a focal person's that gave their units tasks.
func readableMeetings(l looking, w *database.Conditions) {
	w.And(l.sight.FullSQL(w) + ` OR ` + w.Arg(l.sight.Member) + `
		OR EXISTS (SELECT 1 FROM task t WHERE t.committee_id = m.committee_id AND t.meeting_id = m.id AND ` + l.ours(w) + `)`)
}

// readableLines are those of records the reader sees in full.
func readableLines(l looking, w *database.Conditions) {
	w.And(`NOT b.withdrawn`)
	w.And(l.sight.FullSQL(w))
}

// readableShortcomings are those of records the reader sees in full, and those in the thread of a task of their units.
func readableShortcomings(l looking, w *database.Conditions) {
	w.And(`NOT s.withdrawn`)
	full := l.sight.FullSQL(w)
	if len(l.sight.Units) == 0 {
		w.And(full)
		return
	}
	w.And(full + ` OR EXISTS (SELECT 1 FROM task t WHERE t.committee_id = s.committee_id AND ` + l.ours(w) + `
		AND (t.source_shortcoming_id = s.id OR EXISTS (SELECT 1 FROM task_cures u WHERE u.committee_id = t.committee_id AND u.task_id = t.id AND u.shortcoming_id = s.id)))`)
}

// readableTasks are all, those of the reader's units, or those that stem from issued records. Occurrences stand under their series.
func readableTasks(l looking, w *database.Conditions) {
	if l.scope.All {
		w.And(`t.form NOT IN ('part', 'occurrence')`)
		return
	}
	w.And(`t.form <> 'occurrence'`)
	w.And(`EXISTS (SELECT 1 FROM task_assignee a WHERE a.committee_id = t.committee_id AND a.task_id = t.id AND a.unit_id = ANY(?::uuid[]))
		OR (? AND EXISTS (SELECT 1 FROM meeting i WHERE i.committee_id = t.committee_id AND i.id = t.meeting_id AND i.state = 'issued'))`,
		l.scope.Units, l.scope.IssuedOnly)
}

const blockSource = `FROM block b JOIN meeting m ON m.committee_id = b.committee_id AND m.id = b.meeting_id`

// sources says how each kind is looked for. The committee's column is the one of the table named first.
func sources(kind FoundKind) source {
	switch kind {
	case FoundMeeting:
		return source{
			number: "m.number", text: "m.title", speaker: "''", title: "m.place", day: "m.held_on", key: "m.search_key",
			from: `FROM meeting m WHERE m.committee_id = `, readable: readableMeetings, latest: "m.held_on DESC, m.number DESC",
		}
	case FoundSpeech, FoundConclusion:
		is := ` WHERE b.kind <> 'conclusion' AND b.committee_id = `
		if kind == FoundConclusion {
			is = ` WHERE b.kind = 'conclusion' AND b.committee_id = `
		}
		return source{
			number: "m.number", text: "b.text", speaker: "b.speaker", title: "m.title", day: "m.held_on", key: "b.search_key",
			from: blockSource + is, readable: readableLines, latest: "m.held_on DESC, m.number DESC, b.position",
		}
	case FoundShortcoming:
		return source{
			number: "s.number", text: "s.text", speaker: "''", title: "m.title", day: "s.raised_on", key: "s.search_key",
			from:     `FROM shortcoming s JOIN meeting m ON m.committee_id = s.committee_id AND m.id = s.meeting_id WHERE s.committee_id = `,
			readable: readableShortcomings, latest: "s.raised_on DESC, s.number DESC",
		}
	default:
		return source{
			number: "t.number", text: "t.text", speaker: "''", title: "''", day: "t.given_on", key: "t.search_key",
			from: `FROM task t WHERE t.committee_id = `, readable: readableTasks, latest: "t.given_on DESC, t.number DESC",
		}
	}
}

// exact is true of rows that hold the words as typed, marks and all.
func (l looking) exactSQL(f source, w *database.Conditions) string {
	return `strpos(lower(` + f.text + ` COLLATE "vi-x-icu"), ` + w.Arg(l.words) + `) > 0`
}

// find reads the best rows of one kind with the number of all of them.
func (l looking) find(ctx context.Context, q database.Querier, kind FoundKind) ([]Hit, int, error) {
	f := sources(kind)
	w := &database.Conditions{}
	committee := w.Arg(l.committee)
	f.readable(l, w)
	every := w.Arg(l.every())
	match := f.key + ` LIKE ALL(` + every + `::text[])`
	if kind != FoundSpeech && kind != FoundConclusion { // lines bear no number of their own
		match += ` OR ` + f.number + `::text = ` + w.Arg(l.words)
	}
	w.And(match)
	exact := l.exactSQL(f, w)
	id := strings.TrimSuffix(f.key, "search_key") + "id"
	return database.Counted[Hit](ctx, q, `SELECT `+id+`::text AS id, `+f.number+` AS number, `+f.text+` AS text, `+f.speaker+` AS speaker,
			`+f.title+` AS title, to_char(`+f.day+`, 'DD/MM/YYYY') AS on_day, `+exact+` AS exact, count(*) OVER () AS total
		`+f.from+committee+` AND `+w.String()+`
		ORDER BY `+exact+` DESC, strpos(`+f.key+`, `+w.Arg(l.key)+`) > 0 DESC, `+f.latest+` LIMIT `+w.Arg(l.per), w.Args...)
}

// hitIn is a row found, as read.
type hitIn struct {
	Hit
	Day       string `db:"day"`
	Committee string `db:"code"`
	Name      string `db:"short_name"`
}

// fewCommittees are read through one by one; for more it is quicker to go from the words to the rows and to ask then whose they are.
const fewCommittees = 20

// findIn reads the best rows of one kind in several committees, with their number as far as they are counted.
func (l lookingIn) findIn(ctx context.Context, q database.Querier, kind FoundKind) ([]HitIn, int, error) {
	f := sources(kind)
	w := &database.Conditions{}
	in := `ANY(` + w.Arg(l.committees) + `)`
	if len(l.committees) > fewCommittees { // the planner does not look behind a function, and finds the rows by their words
		before, column, _ := cutLast(strings.TrimSuffix(f.from, " = "), " ")
		f.from = before + " coalesce(" + column + ") = "
	}
	f.readable(l.looking, w)
	for _, word := range strings.Fields(l.key) {
		pattern := org.LikeEach(word)[0]
		if len(word) < 3 { // too short for the index but at a word's beginning
			pattern = `% ` + pattern[1:]
		}
		w.And(`(' ' || `+f.key+`) LIKE ?`, pattern)
	}
	exact := l.exactSQL(f, w)
	table := strings.TrimSuffix(f.key, "search_key")
	rows, total, err := database.Counted[hitIn](ctx, q, `WITH weighed AS MATERIALIZED (
			SELECT `+table+`committee_id, `+table+`id::text AS id, `+f.number+` AS number, `+f.text+` AS text, `+f.speaker+` AS speaker, `+f.title+` AS title,
				`+f.day+` AS on_day, `+exact+` AS exact `+f.from+in+` AND `+w.String()+` LIMIT `+strconv.Itoa(weighed)+`),
		best AS (SELECT *, count(*) OVER () AS total FROM weighed ORDER BY exact DESC, on_day DESC, id LIMIT `+strconv.Itoa(ShownEverywhere)+`)
		SELECT b.id, b.number, b.text, b.speaker, b.title, to_char(b.on_day, 'DD/MM/YYYY') AS on_day, b.exact, b.on_day::text AS day, c.code, c.short_name, b.total
		FROM best b JOIN committee c ON c.id = b.committee_id ORDER BY b.exact DESC, b.on_day DESC, b.id`, w.Args...)
	hits := make([]HitIn, len(rows))
	for i, r := range rows {
		hits[i] = HitIn{Hit: r.Hit, Kind: kind, Committee: r.Committee, Name: r.Name, day: r.Day}
	}
	return hits, total, err
}

// cutLast is strings.Cut at the last separator.
func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// every is a LIKE pattern for each word.
func (l looking) every() []string { return org.LikeEach(l.key) }
