package api

import (
	"reflect"

	"github.com/dondoc/dondoc/internal/domain/attach"
	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/remind"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// enumOf lists the words a type has; nil where any word may stand, or where a row may lack one.
func enumOf(t reflect.Type) []string {
	if words := enumOfPapers(t); words != nil {
		return words
	}
	switch t {
	case reflect.TypeFor[task.State]():
		return texts(task.States())
	case reflect.TypeFor[task.Timing]():
		return texts(task.Timings())
	case reflect.TypeFor[task.Form]():
		return texts([]task.Form{task.Single, task.FanOut, task.Part, task.Series, task.Occurrence})
	case reflect.TypeFor[task.AssigneeRole]():
		return texts([]task.AssigneeRole{task.Lead, task.Coordinate, task.Advise, task.Receive})
	case reflect.TypeFor[task.Curing]():
		return texts([]task.Curing{task.CuresSome, task.CuresNothing})
	case reflect.TypeFor[meeting.Given]():
		return texts([]meeting.Given{meeting.GivenTask, meeting.GivenNone})
	case reflect.TypeFor[task.EventKind]():
		return texts(taskEvents())
	case reflect.TypeFor[task.Carry]():
		return texts(task.Carries())
	case reflect.TypeFor[meeting.State]():
		return texts(meeting.States())
	case reflect.TypeFor[meeting.BlockKind]():
		return texts(meeting.BlockKinds())
	case reflect.TypeFor[meeting.PaperKind]():
		return texts(meeting.TemplateKinds())
	case reflect.TypeFor[remind.Per]():
		return texts([]remind.Per{remind.PerUnit, remind.PerTask})
	case reflect.TypeFor[report.TableKind]():
		return texts([]report.TableKind{report.FigureTable, report.CountTable, report.ShortcomingTable, report.TaskTable})
	case reflect.TypeFor[meeting.PaperState]():
		return texts([]meeting.PaperState{meeting.PaperDraft, meeting.PaperIssued})
	case reflect.TypeFor[meeting.Capacity]():
		return texts([]meeting.Capacity{meeting.AsSecretary, meeting.AsChair})
	case reflect.TypeFor[meeting.CommentState]():
		return texts([]meeting.CommentState{meeting.CommentOpen, meeting.CommentAnswered, meeting.CommentTakenOver})
	case reflect.TypeFor[meeting.ToldKind]():
		return texts([]meeting.ToldKind{meeting.Invited, meeting.ToldMoved, meeting.ToldCancelled})
	case reflect.TypeFor[meeting.Outcome]():
		return texts([]meeting.Outcome{meeting.OutcomeOpen, meeting.OutcomeDone, meeting.OutcomeMoved})
	case reflect.TypeFor[meeting.Gap]():
		return texts([]meeting.Gap{meeting.NoLead, meeting.ManyLeads, meeting.NoDeadline, meeting.NoProduct, meeting.NoAuthority, meeting.ShortWords})
	case reflect.TypeFor[shortcoming.Nature]():
		return texts(shortcoming.Natures())
	case reflect.TypeFor[shortcoming.State]():
		return texts(shortcoming.States())
	case reflect.TypeFor[shortcoming.EventKind]():
		return texts(shortcoming.EventKinds())
	}
	return registerEnumOf(t)
}

func registerEnumOf(t reflect.Type) []string {
	switch t {
	case reflect.TypeFor[org.Level]():
		return texts(org.Levels())
	case reflect.TypeFor[org.DocumentSystem]():
		return texts([]org.DocumentSystem{org.StateDocuments, org.PartyDocuments})
	case reflect.TypeFor[org.MemberRole]():
		return texts(org.MemberRoles())
	case reflect.TypeFor[org.UnitKind]():
		return texts(org.UnitKinds())
	case reflect.TypeFor[org.SuccessionKind]():
		return texts(org.SuccessionKinds())
	case reflect.TypeFor[access.Role]():
		return texts(access.Roles())
	case reflect.TypeFor[calendar.Scheme]():
		return texts(calendar.Schemes())
	case reflect.TypeFor[calendar.DayKind]():
		return texts([]calendar.DayKind{calendar.DayOff, calendar.WorkingWeekend})
	case reflect.TypeFor[attach.OwnerKind]():
		return texts([]attach.OwnerKind{attach.OfMeeting, attach.OfAgendaItem, attach.OfTask, attach.OfTaskEvent, attach.OfShortcoming})
	}
	return nil
}

// taskEvents are the kinds of events a history may hold: the moves of the table, and what is recorded without one.
func taskEvents() []task.EventKind {
	return []task.EventKind{
		task.EvRecorded, task.EvAssigned, task.EvAccepted, task.EvReturned, task.EvStarted, task.EvProgress, task.EvReported, task.EvSentBack,
		task.EvConfirmed, task.EvPaused, task.EvResumed, task.EvCancelled, task.EvReopened, task.EvDeadlineSet, task.EvExtensionAsked,
		task.EvExtensionGranted, task.EvExtensionRefused, task.EvReworded, task.EvPartAdded, task.EvPartEnded, task.EvComment, task.EvDirective,
		task.EvUndone, task.EvPartsSet, task.EvContributed, task.EvEventEntered, task.EvConcluded, task.EvCarriedOver, task.EvEvidenceRemoved, task.EvReminded,
		task.EvReorganised, task.EvHandedOver,
	}
}

func texts[S ~string](all []S) []string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = string(s)
	}
	return out
}

// enumOfPapers are those of workbooks and documents.
func enumOfPapers(t reflect.Type) []string {
	switch t {
	case reflect.TypeFor[intake.Verdict]():
		return texts(intake.Verdicts())
	case reflect.TypeFor[intake.SheetField]():
		return texts(intake.SheetFields())
	case reflect.TypeFor[intake.Choice]():
		return texts([]intake.Choice{intake.Accept, intake.Refuse})
	case reflect.TypeFor[report.Show]():
		return texts(report.Shows())
	}
	return nil
}
