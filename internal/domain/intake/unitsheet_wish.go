package intake

import (
	"cmp"
	"slices"

	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// wish is what a unit wants recorded of a row: what is now, with what it changed laid over.
type wish struct {
	values  map[SheetField]string
	changed map[SheetField]bool
}

func (w wish) any(fields ...SheetField) bool {
	return slices.ContainsFunc(fields, func(f SheetField) bool { return w.changed[f] })
}

func why(key string, args ...any) []fault.Message {
	return []fault.Message{{Key: "unit_sheet.why." + key, Args: args}}
}

// acts turns a wish into moves of the task, or says why it cannot be one. The tasks' own rules are not repeated here.
func (w wish) acts(now SheetRow) ([]task.Act, []fault.Message) {
	if now.Role == task.Coordinate {
		return w.part(now)
	}
	if w.changed[FieldResult] && w.values[FieldResult] == "" {
		return nil, why("result_taken_away")
	}
	acts, wrong := w.report(now)
	if wrong != nil {
		return nil, wrong
	}
	asked, wrong := w.asks(now)
	if wrong != nil {
		return nil, wrong
	}
	if asked != nil && w.changed[FieldProgress] && (w.values[FieldProgress] == string(Done) || w.values[FieldProgress] == string(GivenBack)) {
		return nil, why("asked_and_ended")
	}
	if asked != nil {
		acts = append(acts, *asked)
	}
	return acts, nil
}

// report is the move by progress, and the report that goes with it.
func (w wish) report(now SheetRow) ([]task.Act, []fault.Message) {
	written := w.any(FieldResult, FieldObstacles, FieldEvidence)
	if !w.changed[FieldProgress] {
		switch {
		case written:
			return w.interim()
		case w.changed[FieldOn]:
			return nil, why("date_alone")
		}
		return nil, nil
	}
	p := Progress(w.values[FieldProgress])
	if !slices.Contains(now.Choices(), p) {
		return nil, why("progress_not_offered", progressWord(w.values[FieldProgress]))
	}
	switch p {
	case Done:
		return w.completion()
	case GivenBack:
		reason := cmp.Or(w.values[FieldObstacles], w.values[FieldResult])
		if reason == "" {
			return nil, why("reason_missing")
		}
		return []task.Act{{Event: task.EvReturned, On: dateIn(w.values[FieldOn]), Note: reason}}, nil
	default:
		return w.step(p, written)
	}
}

// step is a move that ends nothing, with the report where there is one.
func (w wish) step(p Progress, written bool) ([]task.Act, []fault.Message) {
	i := slices.IndexFunc(progressMoves, func(m progressMove) bool { return m.word == p })
	if i < 0 {
		return nil, why("progress_not_offered", progressWord(string(p)))
	}
	first := task.Act{Event: progressMoves[i].event}
	if w.changed[FieldOn] {
		first.On = dateIn(w.values[FieldOn])
	}
	if !written {
		return []task.Act{first}, nil
	}
	then, wrong := w.interim()
	return append([]task.Act{first}, then...), wrong
}

// interim is a report on the way; it never counts as done.
func (w wish) interim() ([]task.Act, []fault.Message) {
	if w.values[FieldResult] == "" {
		return nil, why("result_missing")
	}
	a := task.Act{Event: task.EvProgress, Actions: w.values[FieldResult], Obstacles: w.values[FieldObstacles]}
	if w.changed[FieldEvidence] {
		a.Note = w.values[FieldEvidence]
	}
	if w.changed[FieldOn] {
		a.On = dateIn(w.values[FieldOn])
	}
	return []task.Act{a}, nil
}

// completion says that the work is done, on a day the unit states: none is made up.
func (w wish) completion() ([]task.Act, []fault.Message) {
	switch {
	case w.values[FieldResult] == "":
		return nil, why("result_missing")
	case w.values[FieldOn] == "":
		return nil, why("date_missing")
	}
	return []task.Act{{
		Event: task.EvReported, Actions: w.values[FieldResult], Obstacles: w.values[FieldObstacles], Evidence: w.values[FieldEvidence],
		CompletedOn: dateIn(w.values[FieldOn]), Note: w.values[FieldObstacles], // why a co-ordinating part is still open, where one is
	}}, nil
}

// asks is the request for more time.
func (w wish) asks(now SheetRow) (*task.Act, []fault.Message) {
	due, reason := w.values[FieldAskedDue], w.values[FieldAskedWhy]
	switch {
	case !w.any(FieldAskedDue, FieldAskedWhy):
		return nil, nil
	case !now.AskedDueOn.IsZero():
		return nil, why("already_asked", now.AskedDueOn)
	case due == "" && reason == "":
		return nil, nil
	case due == "":
		return nil, why("asked_without_date")
	case reason == "":
		return nil, why("asked_without_reason")
	}
	return &task.Act{Event: task.EvExtensionAsked, DueOn: dateIn(due), Note: reason}, nil
}

// part is a co-ordinating unit's reply.
func (w wish) part(now SheetRow) ([]task.Act, []fault.Message) {
	switch {
	case w.any(FieldAskedDue, FieldAskedWhy):
		return nil, why("partner_asks")
	case w.changed[FieldProgress] && !slices.Contains(now.Choices(), Progress(w.values[FieldProgress])):
		return nil, why("progress_not_offered", progressWord(w.values[FieldProgress]))
	case w.values[FieldResult] == "":
		return nil, why("result_missing")
	case !w.any(FieldResult, FieldProgress, FieldObstacles, FieldEvidence):
		return nil, why("date_alone")
	}
	a := task.Act{Event: task.EvContributed, Actions: w.values[FieldResult], Obstacles: w.values[FieldObstacles], Note: w.values[FieldEvidence], ForUnit: now.Unit}
	if w.changed[FieldOn] {
		a.On = dateIn(w.values[FieldOn])
	}
	return []task.Act{a}, nil
}

// progressWord is the word of a progress in the reader's language, or what was typed where it is none.
func progressWord(s string) string {
	if slices.Contains(Progresses(), Progress(s)) {
		return "unit_sheet.progress." + s
	}
	return s
}
