package intake

import (
	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/domain/task"
)

// words are the program's own enumerations as plain texts, to hold the schema against.
func words[T ~string](all []T) []string {
	list := make([]string, len(all))
	for i, w := range all {
		list[i] = string(w)
	}
	return list
}

func unitKinds() []string    { return words(org.UnitKinds()) }
func memberRoles() []string  { return words(org.MemberRoles()) }
func meetingKinds() []string { return words(meeting.Kinds()) }
func blockKinds() []string   { return words(meeting.BlockKinds()) }
func natures() []string      { return words(shortcoming.Natures()) }

func eventKinds() []string {
	var list []string
	for _, m := range task.Moves() {
		list = append(list, string(m.Event))
	}
	return list
}
