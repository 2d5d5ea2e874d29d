package factory

import (
	"testing"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
	"github.com/dondoc/dondoc/internal/testkit/recurrence"
)

// Register is a committee whose register of shortcomings is full.
type Register struct {
	Room
	Fields []org.FieldID
	Units  []access.UnitID
	Pairs  []recurrence.Pair
	byText map[string]shortcoming.ID
}

// FullRegister gives a new room so many shortcomings of one past meeting, each of the field and the unit it belongs to. They are
// written in one statement: raising ten thousand one by one would take longer than what is measured.
func FullRegister(t testing.TB, r Room, size int) Register {
	t.Helper()
	pairs := got(t, recurrence.Pairs)
	rows := got(t, func() ([]recurrence.Row, error) { return recurrence.Register(pairs, size) })
	g := Register{Room: r, Pairs: pairs, byText: map[string]shortcoming.ID{}}
	for _, code := range recurrence.Fields() {
		in := org.FieldInput{ID: org.FieldID(r.NewID()), Owner: r.Committee, Code: code, Name: code}
		g.Fields = append(g.Fields, got(t, func() (org.Field, error) { return r.Org.CreateField(t.Context(), access.System("test"), in) }).ID)
		g.Units = append(g.Units, r.NewUnit(t, "Đơn vị phụ trách "+code))
	}
	m := r.NewMeeting(t, func(in *meeting.Create) { in.HeldOn = calendar.NewDate(2025, 6, 20) })
	g.write(t, m, rows)
	return g
}

func (g Register) write(t testing.TB, m meeting.Meeting, rows []recurrence.Row) {
	t.Helper()
	ids, texts, keys := make([]shortcoming.ID, len(rows)), make([]string, len(rows)), make([]string, len(rows))
	fields, units := make([]org.FieldID, len(rows)), make([]access.UnitID, len(rows))
	for i, row := range rows {
		ids[i], texts[i], keys[i] = shortcoming.ID(g.NewID()), row.Text, vietnamese.Key(row.Text)
		fields[i], units[i] = g.Fields[row.Field], g.Units[row.Field]
		g.byText[row.Text] = ids[i]
	}
	for _, sql := range []string{
		`INSERT INTO shortcoming (committee_id, id, number, meeting_id, position, text, wording, nature, field_id, state, raised_on, search_key, created_at, created_hash)
			SELECT $1, x.id, x.n, $2, x.n, x.text, 'verbatim', 'defect', x.field, 'open', $3, x.key, now(), ''
			FROM unnest($4::uuid[], $5::text[], $6::text[], $7::uuid[], $8::uuid[]) WITH ORDINALITY AS x (id, text, key, field, unit, n)`,
		`INSERT INTO shortcoming_unit (committee_id, shortcoming_id, unit_id, position)
			SELECT $1, x.id, x.unit, 1 FROM unnest($4::uuid[], $5::text[], $6::text[], $7::uuid[], $8::uuid[]) AS x (id, text, key, field, unit)
			WHERE $2::uuid IS NOT NULL AND $3::date IS NOT NULL`,
		`INSERT INTO shortcoming_term (committee_id, term, number)
			SELECT $1, t.term, x.n FROM unnest($4::uuid[], $5::text[], $6::text[], $7::uuid[], $8::uuid[]) WITH ORDINALITY AS x (id, text, key, field, unit, n)
			CROSS JOIN LATERAL shortcoming_terms(x.key) t WHERE $2::uuid IS NOT NULL AND $3::date IS NOT NULL`,
		`INSERT INTO committee_counter (committee_id, noun, last) SELECT $1, 'shortcoming', cardinality($4::uuid[])
			WHERE $2::uuid IS NOT NULL AND $3::date IS NOT NULL AND $5::text[] <> $6::text[] AND $7::uuid[] <> $8::uuid[]`,
	} {
		if _, err := g.DB.Exec(t.Context(), sql, g.Committee, m.ID, m.HeldOn, ids, texts, keys, fields, units); err != nil {
			t.Fatalf("factory: a full register: %v", err)
		}
	}
}

// Said looks for what one says of the matter of a pair, as the form would: with its field and unit.
func (g Register) Said(p recurrence.Pair, text string) shortcoming.Wording {
	return shortcoming.Wording{Text: text, Field: g.Fields[p.Field], Units: []access.UnitID{g.Units[p.Field]}}
}

// Place is where the pair's stored wording stands among what is offered for a text, from 1; 0 when it is not offered.
func (g Register) Place(t testing.TB, p recurrence.Pair, text string) int {
	t.Helper()
	all := got(t, func() ([]shortcoming.Likely, error) {
		return g.Shortcomings().Likely(t.Context(), g.Secretary, g.Committee, g.Said(p, text))
	})
	for i, l := range all {
		if l.ID == g.byText[p.Stored] {
			return i + 1
		}
	}
	return 0
}
