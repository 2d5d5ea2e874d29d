package intake

import (
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/domain/task"
)

// schemaDoc is the schema as plain values.
func schemaDoc(t *testing.T) map[string]any {
	t.Helper()
	var doc map[string]any
	if err := json.Unmarshal(DossierSchema(), &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

// properties are the names an object schema allows.
func properties(schema any) []string {
	m, _ := schema.(map[string]any)
	names := []string{}
	all, _ := m["properties"].(map[string]any)
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// jsonNames are the names a struct is filled from.
func jsonNames(of reflect.Type) []string {
	names := []string{}
	for f := range of.Fields() {
		tag, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous:
			names = append(names, jsonNames(f.Type)...)
		case tag != "" && tag != "-":
			names = append(names, tag)
		}
	}
	slices.Sort(names)
	return names
}

func TestTheSchemaAndTheStructsNameTheSameThings(t *testing.T) {
	t.Parallel()
	doc := schemaDoc(t)
	defs, _ := doc["$defs"].(map[string]any)
	item := func(schema any, name string) any {
		m, _ := schema.(map[string]any)
		all, _ := m["properties"].(map[string]any)
		list, _ := all[name].(map[string]any)
		return list["items"]
	}
	occurrences, _ := defs["occurrences"].(map[string]any)
	block, _ := defs["block"].(map[string]any)["properties"].(map[string]any)
	for name, pair := range map[string]struct {
		schema any
		of     reflect.Type
	}{
		"dossier":           {doc, reflect.TypeFor[Dossier]()},
		"committee":         {defs["committee"], reflect.TypeFor[DossierCommittee]()},
		"preset":            {item(defs["committee"], "presets"), reflect.TypeFor[DossierPreset]()},
		"term":              {item(defs["committee"], "terms"), reflect.TypeFor[DossierTerm]()},
		"field":             {defs["field"], reflect.TypeFor[DossierField]()},
		"unit":              {defs["unit"], reflect.TypeFor[DossierUnit]()},
		"name":              {item(defs["unit"], "names"), reflect.TypeFor[DossierName]()},
		"succession":        {defs["succession"], reflect.TypeFor[DossierSuccession]()},
		"person":            {defs["person"], reflect.TypeFor[DossierPerson]()},
		"post":              {item(defs["person"], "posts"), reflect.TypeFor[DossierPost]()},
		"member":            {defs["member"], reflect.TypeFor[DossierMember]()},
		"meeting":           {defs["meeting"], reflect.TypeFor[DossierMeeting]()},
		"agenda item":       {defs["agenda_item"], reflect.TypeFor[DossierAgendaItem]()},
		"attendance":        {defs["attendance"], reflect.TypeFor[DossierAttendance]()},
		"block":             {defs["block"], reflect.TypeFor[DossierBlock]()},
		"votes":             {block["votes"], reflect.TypeFor[DossierVotes]()},
		"shortcoming":       {defs["shortcoming"], reflect.TypeFor[DossierShortcoming]()},
		"shortcoming event": {item(defs["shortcoming"], "events"), reflect.TypeFor[DossierShortcomingEvent]()},
		"task":              {defs["task"], reflect.TypeFor[DossierTask]()},
		"part":              {defs["part"], reflect.TypeFor[DossierPart]()},
		"assignee":          {defs["assignee"], reflect.TypeFor[DossierAssignee]()},
		"event":             {defs["event"], reflect.TypeFor[DossierEvent]()},
		"occurrence":        {occurrences["items"], reflect.TypeFor[DossierOccurrence]()},
	} {
		if in, of := properties(pair.schema), jsonNames(pair.of); len(in) == 0 || !slices.Equal(in, of) {
			t.Errorf("%s: the schema names %v, the struct %v", name, in, of)
		}
	}
}

// walk visits every object of the schema.
func walk(v any, f func(map[string]any)) {
	switch v := v.(type) {
	case map[string]any:
		f(v)
		for _, x := range v {
			walk(x, f)
		}
	case []any:
		for _, x := range v {
			walk(x, f)
		}
	}
}

func TestTheSchemaLeavesNoDoorOpen(t *testing.T) {
	t.Parallel()
	walk(schemaDoc(t), func(s map[string]any) {
		if _, object := s["properties"]; object && s["type"] != nil && s["additionalProperties"] != false {
			t.Errorf("an object takes names it does not know: %v", s["description"])
		}
		if s["type"] == "array" && s["maxItems"] == nil {
			t.Errorf("a list has no end: %v", s["description"])
		}
		if s["type"] == "string" && s["maxLength"] == nil && s["pattern"] == nil && s["enum"] == nil {
			t.Errorf("a text has no end: %v", s["description"])
		}
		if p, ok := s["pattern"].(string); ok && patternKey(p) == "dossier.structure" {
			t.Errorf("pattern %s has no sentence of its own", p)
		}
	})
}

// plainTexts are an enumeration of the program as texts.
func plainTexts[T ~string](all []T) []string {
	list := make([]string, len(all))
	for i, w := range all {
		list[i] = string(w)
	}
	return list
}

func moveNames() []string {
	var list []string
	for _, m := range task.Moves() {
		list = append(list, string(m.Event))
	}
	return list
}

func TestTheSchemaKnowsTheWordsOfTheProgram(t *testing.T) {
	t.Parallel()
	defs, _ := schemaDoc(t)["$defs"].(map[string]any)
	enum := func(def, name string) []string {
		d, _ := defs[def].(map[string]any)
		all, _ := d["properties"].(map[string]any)
		p, _ := all[name].(map[string]any)
		words := []string{}
		list, _ := p["enum"].([]any)
		for _, w := range list {
			words = append(words, w.(string))
		}
		slices.Sort(words)
		return words
	}
	for _, tt := range []struct {
		def, name string
		want      []string
	}{
		{"unit", "kind", plainTexts(org.UnitKinds())},
		{"member", "role", plainTexts(org.MemberRoles())},
		{"meeting", "kind", plainTexts(meeting.Kinds())},
		{"block", "kind", plainTexts(meeting.BlockKinds())},
		{"shortcoming", "nature", plainTexts(shortcoming.Natures())},
		{"event", "event", moveNames()},
	} {
		slices.Sort(tt.want)
		if got := enum(tt.def, tt.name); !slices.Equal(got, tt.want) {
			t.Errorf("%s.%s: the schema has %v, the program %v", tt.def, tt.name, got, tt.want)
		}
	}
}

func TestDistanceCountsWhatFingersDo(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"titel", "title", 1}, {"kind", "kin", 1}, {"kind", "mind", 1}, {"blocks", "tasks", 4}, {"ca", "abc", 3}} {
		if got := distance([]rune(tt.a), []rune(tt.b)); got != tt.want {
			t.Errorf("distance(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestAPlaceReadsAsPeopleWriteIt(t *testing.T) {
	t.Parallel()
	p := place("meetings").at(0).in("tasks").at(12).in("deadline")
	if got := p.String(); got != "meetings[0].tasks[12].deadline" {
		t.Errorf("place %q", got)
	}
	if got := place("").String(); got != "" {
		t.Errorf("the top is %q", got)
	}
	s := spots{"": {1, 1}, "meetings/0": {5, 3}}
	if got := s.of(p); got != (spot{5, 3}) {
		t.Errorf("nearest spot %v", got)
	}
	if got := s.of("units/3"); got != (spot{1, 1}) {
		t.Errorf("nearest spot %v", got)
	}
}

func TestKeysBecomeCodes(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]string{"cong-khai": "cong-khai", "Moi_Truong": "moi-truong", "A.1": "a-1", "x--y": "x-y", "z-": "z"} {
		if got := slug(key); got != want {
			t.Errorf("slug(%q) = %q, want %q", key, got, want)
		}
	}
}

func TestASubstituteIsCalledAfterTheirMember(t *testing.T) {
	t.Parallel()
	roll := []DossierAttendance{{Key: "a"}, {Key: "y", SubstituteFor: "c"}, {Key: "b"}, {Key: "c"}, {Key: "x", SubstituteFor: "a"}}
	if got := substitutesLater(roll); !slices.Equal(got, []int{0, 2, 3, 1, 4}) {
		t.Errorf("order %v", got)
	}
}

func TestIdentitiesAreStableAndApart(t *testing.T) {
	t.Parallel()
	a := dossierID("bcd", nounTask, "m", "t")
	if a != dossierID("bcd", nounTask, "m", "t") {
		t.Error("the same row got another id")
	}
	for _, other := range [][16]byte{dossierID("bcd", nounTask, "m", "u"), dossierID("bcd", nounBlock, "m", "t"), dossierID("xyz", nounTask, "m", "t")} {
		if other == a {
			t.Error("two rows share an id")
		}
	}
}

func TestTheGuideNamesEverythingTheSchemaHas(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../../docs/dossier.md")
	if err != nil {
		t.Fatal(err)
	}
	guide := string(raw)
	walk(schemaDoc(t), func(s map[string]any) {
		for _, name := range properties(s) {
			if !strings.Contains(guide, "`"+name+"`") && !strings.Contains(guide, name+": ") {
				t.Errorf("docs/dossier.md does not tell of %q", name)
			}
		}
		if words, ok := s["enum"].([]any); ok {
			for _, w := range words {
				if word, _ := w.(string); !strings.Contains(guide, word) {
					t.Errorf("docs/dossier.md does not tell of the word %q", word)
				}
			}
		}
	})
	_, sample, _ := strings.Cut(guide, "```yaml\n")
	sample, _, _ = strings.Cut(sample, "```")
	if _, problems := ParseDossier(strings.NewReader(sample)); problems != nil {
		t.Errorf("the sample of the guide: %v", problems)
	}
}
