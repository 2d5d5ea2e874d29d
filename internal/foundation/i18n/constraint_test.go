package i18n

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// once are the constraints that a second row of the same content breaks; the primary keys are of ids, for which
// "conflict.id_reused" speaks, or of rows that are written over.
var once = regexp.MustCompile(`(?m)CONSTRAINT (\w+) (?:UNIQUE|EXCLUDE)|CREATE UNIQUE INDEX (\w+)`)

// drawn are those that no person can break, with what keeps them whole.
var drawn = map[string]string{
	"reminder_line_once": "letters of a committee are made one after the other, and a step taken before is marked as repeated",
	"api_token_hash":     "a secret of the program", "one_time_link_hash": "a secret of the program", "answer_link_hash_key": "a secret of the program",
	"answer_given_once": "a task that was answered is no longer on the link, which is locked meanwhile",
	"meeting_number":    "drawn under a lock", "shortcoming_number": "drawn under a lock", "task_number": "drawn under a lock",
	"report_freeze_number": "drawn under a lock", "report_freeze_task_once": "written by the program from a list of distinct tasks",
	"document_template_in_use": "changed under the lock of its committee",
}

// general are the sentences of the family that belong to no constraint.
var general = []string{"conflict.stale", "conflict.id_reused", "conflict.other"}

func TestEveryConstraintThatAPersonCanBreakHasItsSentence(t *testing.T) {
	t.Parallel()
	schema, err := os.ReadFile(filepath.Join("..", "..", "..", "migrations", "schema.sql"))
	if err != nil {
		t.Fatal(err)
	}
	c, have := mustNew(t), map[string]bool{}
	for _, m := range once.FindAllStringSubmatch(string(schema), -1) {
		have[m[1]+m[2]] = true
	}
	if len(have) < 10 {
		t.Fatalf("only %d constraints were read", len(have))
	}
	for _, name := range slices.Sorted(maps.Keys(have)) {
		if said := c.Printer(Vi).Has("conflict." + name); said == (drawn[name] != "") {
			t.Errorf("%s: it has a sentence: %t; no person breaks it because of %q", name, said, drawn[name])
		}
	}
	for _, key := range c.Keys(Vi) {
		name, ok := strings.CutPrefix(key, "conflict.")
		if ok && !have[name] && !slices.Contains(general, key) {
			t.Errorf("%s is a sentence about a constraint that there is none of", key)
		}
	}
	for name := range drawn {
		if !have[name] {
			t.Errorf("%s is no constraint any more", name)
		}
	}
}
