package attach_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"gocloud.dev/blob/memblob"

	"github.com/dondoc/dondoc/internal/domain/attach"
	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/blob"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

const paper = "%PDF-1.7\n1 0 obj\n"

// house is a room with a meeting in draft, an issued one, a shortcoming, an agenda item, and a task of its unit.
type house struct {
	factory.Room
	*attach.Service
	blobs  *blob.Store
	owners map[string]owner
}

type owner struct {
	kind attach.OwnerKind
	id   attach.OwnerID
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{Room: factory.NewRoom(t, dbtest.Tx(t)), owners: map[string]owner{}}
	h.blobs = blob.New(memblob.OpenBucket(nil), id.Random)
	h.Service = attach.NewService(h.Deps, h.blobs)
	draft := h.NewMeeting(t)
	issued := h.meetingIn(t, meeting.Issued)
	item, err := h.Meetings.AddAgendaItem(t.Context(), h.Secretary, meeting.AddAgendaItem{
		Committee: h.Committee, ID: meeting.AgendaID(h.NewID()), Meeting: draft.ID, AgendaContent: meeting.AgendaContent{Title: "Báo cáo"},
	})
	must(t, err)
	k := h.task(t, h.Unit, meeting.ID{})
	event := h.lastEvent(t, k)
	h.owners = map[string]owner{
		"draft meeting": {attach.OfMeeting, attach.OwnerID(draft.ID)}, "issued meeting": {attach.OfMeeting, attach.OwnerID(issued.ID)},
		"agenda item": {attach.OfAgendaItem, attach.OwnerID(item.ID)}, "shortcoming": {attach.OfShortcoming, attach.OwnerID(h.NewShortcoming(t, draft).ID)},
		"task": {attach.OfTask, attach.OwnerID(k.ID)}, "task event": {attach.OfTaskEvent, event},
		"another unit's task": {attach.OfTask, attach.OwnerID(h.task(t, h.NewUnit(t, "Xã khác"), meeting.ID{}).ID)},
		"issued task":         {attach.OfTask, attach.OwnerID(h.task(t, h.NewUnit(t, "Xã nữa"), issued.ID).ID)},
	}
	return h
}

// meetingIn is a meeting in any state: how it got there is another package's business.
func (h *house) meetingIn(t *testing.T, s meeting.State) meeting.Meeting {
	t.Helper()
	m := h.NewMeeting(t)
	_, err := h.DB.Exec(t.Context(), `UPDATE meeting SET state = $3 WHERE committee_id = $1 AND id = $2`, h.Committee, m.ID, s)
	must(t, err)
	return m
}

// task is one given to a unit, by a meeting or by none.
func (h *house) task(t *testing.T, lead access.UnitID, m meeting.ID) task.Task {
	t.Helper()
	k, err := task.NewService(h.Deps).Create(t.Context(), h.Secretary, task.NewTask{
		ID: task.ID(h.NewID()), Committee: h.Committee, Text: "Niêm yết các khoản thu", Wording: "verbatim", GivenOn: h.Clock.Today(),
		Assignees: []task.Assignee{{Role: task.Lead, Unit: lead}}, Source: task.Source{Kind: task.FromUnknown},
	})
	must(t, err)
	if !m.IsZero() {
		_, err := h.DB.Exec(t.Context(), `UPDATE task SET meeting_id = $3 WHERE committee_id = $1 AND id = $2`, h.Committee, k.ID, m)
		must(t, err)
	}
	return k
}

func (h *house) lastEvent(t *testing.T, k task.Task) attach.OwnerID {
	t.Helper()
	var e attach.OwnerID
	must(t, h.DB.QueryRow(t.Context(), `SELECT id FROM task_event WHERE committee_id = $1 AND task_id = $2 ORDER BY seq DESC LIMIT 1`, h.Committee, k.ID).Scan(&e))
	return e
}

func (h *house) input(o owner, body string) attach.UploadInput {
	return attach.UploadInput{
		Committee: h.Committee, ID: attach.ID(h.NewID()), OwnerKind: o.kind, OwnerID: o.id, FileName: "Minh chứng.pdf", Body: strings.NewReader(body),
	}
}

func (h *house) upload(t *testing.T, o owner) attach.Attachment {
	t.Helper()
	a, err := h.Upload(t.Context(), h.Secretary, h.input(o, paper))
	must(t, err)
	return a
}

// stored counts the objects in the store, staged and kept.
func (h *house) stored(t *testing.T) int {
	t.Helper()
	var n int
	must(t, h.DB.QueryRow(t.Context(), `SELECT count(*) FROM attachment`).Scan(&n))
	return n
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("unexpected: %v", err)
	}
}

func wants(t *testing.T, what string, err error, kind fault.Kind) {
	t.Helper()
	if err == nil || fault.KindOf(err) != kind {
		t.Errorf("%s: %v, want a fault of kind %d", what, err, kind)
	}
}

func TestAFileComesBackAsItWent(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	in := h.input(h.owners["task"], paper)
	in.FileName = `C:\Hồ sơ\Minh chứng.PDF`
	a, err := h.Upload(ctx, h.Focal, in)
	must(t, err)
	sum := sha256.Sum256([]byte(paper))
	if a.FileName != "Minh chứng.PDF" || a.MediaType != "application/pdf" || a.Size != int64(len(paper)) || !bytes.Equal(a.SHA256, sum[:]) ||
		a.User != h.Focal.User || a.Login != h.Focal.Login || a.Version != 1 {
		t.Errorf("stored %+v", a)
	}
	got, r, err := h.Download(ctx, h.Member, h.Committee, a.ID)
	must(t, err)
	body, err := io.ReadAll(r)
	if err != nil || string(body) != paper || got.ID != a.ID {
		t.Errorf("came back %q, %v", body, err)
	}
	must(t, r.Close())
	var line struct {
		SHA256 string `json:"sha256"`
	}
	b, err := json.Marshal(a)
	must(t, err)
	must(t, json.Unmarshal(b, &line))
	if want := blob.Sum(sum).String(); line.SHA256 != want {
		t.Errorf("the API shows %q, want %q", line.SHA256, want)
	}
	var back attach.Attachment
	must(t, json.Unmarshal(b, &back))
	if !bytes.Equal(back.SHA256, sum[:]) {
		t.Errorf("read back %x", back.SHA256)
	}
	if _, err := audit.Verify(ctx, h.DB, h.Committee); err != nil {
		t.Error(err)
	}
}

func TestUploadingTwice(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	in := h.input(h.owners["task"], paper)
	first, err := h.Upload(ctx, h.Secretary, in)
	must(t, err)
	in.Body = strings.NewReader(paper)
	again, err := h.Upload(ctx, h.Secretary, in)
	if err != nil || again.ID != first.ID || !again.UploadedAt.Equal(first.UploadedAt) || h.stored(t) != 1 {
		t.Errorf("again: %+v, %v", again, err)
	}
	for name, change := range map[string]func(*attach.UploadInput){
		"other bytes":   func(in *attach.UploadInput) { in.Body = strings.NewReader(paper + "khác") },
		"another name":  func(in *attach.UploadInput) { in.FileName = "Khác.pdf" },
		"another owner": func(in *attach.UploadInput) { in.OwnerID = h.owners["issued task"].id },
	} {
		other := in
		other.Body = strings.NewReader(paper)
		change(&other)
		_, err := h.Upload(ctx, h.Secretary, other)
		wants(t, "the id with "+name, err, fault.Conflict)
	}
}

func TestFilesThatAreRefused(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	for name, c := range map[string]struct {
		body io.Reader
		file string
		want fault.Kind
	}{
		"nothing":                   {strings.NewReader(""), "a.pdf", fault.Invalid},
		"a program":                 {strings.NewReader("MZ" + strings.Repeat("\x00", 100)), "a.pdf", fault.Invalid},
		"a name of dots":            {strings.NewReader(paper), "...", fault.Invalid},
		"one byte over the limit":   {io.MultiReader(strings.NewReader(paper), io.LimitReader(zeros{}, attach.MaxSize+1-int64(len(paper)))), "a.pdf", fault.TooLarge},
		"a line that breaks midway": {io.MultiReader(strings.NewReader(paper), broken{}), "a.pdf", fault.Internal},
	} {
		in := h.input(h.owners["task"], "")
		in.Body, in.FileName = c.body, c.file
		_, err := h.Upload(ctx, h.Secretary, in)
		wants(t, name, err, c.want)
	}
	if n := h.stored(t); n != 0 {
		t.Errorf("%d rows are left", n)
	}
	in := h.input(h.owners["task"], "")
	in.Body = io.MultiReader(strings.NewReader(paper), io.LimitReader(zeros{}, attach.MaxSize-int64(len(paper))))
	a, err := h.Upload(ctx, h.Secretary, in)
	if err != nil || a.Size != attach.MaxSize {
		t.Errorf("a file of exactly the limit: %+v, %v", a, err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("the line broke") }

// TestWhoMayReadAndAttach is the whole matrix: for every kind of owner, who attaches (w), who only reads (r), who is told
// that there is no such thing (-).
func TestWhoMayReadAndAttach(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	who := []string{"head", "deputy", "secretary", "member", "focal", "observer", "admin", "stranger"}
	for name, want := range map[string]string{
		"draft meeting":       "www-----",
		"agenda item":         "www-----",
		"shortcoming":         "www-----",
		"issued meeting":      "wwwr-r--",
		"task":                "wwwrw---",
		"task event":          "wwwrw---",
		"another unit's task": "wwwr----",
		"issued task":         "wwwr-r--",
	} {
		o := h.owners[name]
		a := h.upload(t, o)
		for i, actor := range who {
			by := h.Actors()[actor]
			_, errRead := download(ctx, h, by, a)
			_, errWrite := h.Upload(ctx, by, h.input(o, paper))
			got := map[bool]string{true: "r", false: "-"}[errRead == nil]
			if errWrite == nil {
				got = "w"
			}
			if got != want[i:i+1] {
				t.Errorf("%s of a %s: %s (read %v, attach %v), want %s", actor, name, got, errRead, errWrite, want[i:i+1])
			}
			switch got {
			case "-":
				wants(t, actor+" reads a file of a "+name, errRead, fault.NotFound)
				wants(t, actor+" attaches to a "+name, errWrite, fault.NotFound)
				_, err := h.Of(ctx, by, h.Committee, o.kind, o.id)
				wants(t, actor+" lists the files of a "+name, err, fault.NotFound)
			case "r":
				wants(t, actor+" attaches to a "+name, errWrite, fault.Forbidden)
				fallthrough
			default:
				if files, err := h.Of(ctx, by, h.Committee, o.kind, o.id); err != nil || len(files) == 0 {
					t.Errorf("%s lists %d files of a %s, %v", actor, len(files), name, err)
				}
			}
		}
	}
}

func download(ctx context.Context, h *house, by access.Actor, a attach.Attachment) (string, error) {
	_, r, err := h.Download(ctx, by, a.Committee, a.ID)
	if err != nil {
		return "", err
	}
	b, err := io.ReadAll(r)
	return string(b), errors.Join(err, r.Close())
}

// TestPapersAreReadByWhoReadsTheRecord holds this package's rule against that of package meeting, for every state, wording and reader.
func TestPapersAreReadByWhoReadsTheRecord(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	for _, state := range meeting.States() {
		for _, wording := range []string{"verbatim", "reported"} {
			m := h.NewMeeting(t)
			_, err := h.DB.Exec(ctx, `UPDATE meeting SET wording = $3, source = 'tin', state = $4 WHERE committee_id = $1 AND id = $2`, h.Committee, m.ID, wording, state)
			must(t, err)
			a := h.upload(t, owner{attach.OfMeeting, attach.OwnerID(m.ID)})
			for name, by := range h.Actors() {
				record, err := h.Meetings.Get(ctx, by, h.Committee, m.ID)
				reads := err == nil && record.Level == meeting.Full
				if _, err := h.Get(ctx, by, h.Committee, a.ID); (err == nil) != reads {
					t.Errorf("%s, %s: the %s reads the record: %v, its papers: %v", state, wording, name, reads, err)
				}
			}
		}
	}
}

// TestEvidenceIsReadByWhoReadsTheTask holds this package's rule against that of package task.
func TestEvidenceIsReadByWhoReadsTheTask(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	for _, name := range []string{"task", "another unit's task", "issued task"} {
		o := h.owners[name]
		a := h.upload(t, o)
		for actor, by := range h.Actors() {
			_, read := task.NewService(h.Deps).Get(ctx, by, h.Committee, o.id.String())
			if _, err := h.Get(ctx, by, h.Committee, a.ID); (err == nil) != (read == nil) {
				t.Errorf("the %s reads %s: %v, its evidence: %v", actor, name, read, err)
			}
		}
	}
}

func TestWithdrawing(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	o := h.owners["issued meeting"]
	in := h.input(o, paper)
	a, err := h.Upload(ctx, h.Head, in)
	must(t, err)
	take := attach.WithdrawInput{Committee: h.Committee, ID: a.ID, Version: 1}
	_, err = h.Withdraw(ctx, h.Member, take)
	wants(t, "a member takes it back", err, fault.Forbidden)
	_, err = h.Withdraw(ctx, h.Stranger, take)
	wants(t, "a stranger takes it back", err, fault.NotFound)
	gone, err := h.Withdraw(ctx, h.Head, take)
	if err != nil || !gone.Withdrawn() || gone.WithdrawnBy != h.Head.Login || gone.Version != 2 {
		t.Fatalf("taken back %+v, %v", gone, err)
	}
	_, err = h.Withdraw(ctx, h.Secretary, take)
	wants(t, "a stale version", err, fault.Conflict)
	take.Version = 2
	if again, err := h.Withdraw(ctx, h.Secretary, take); err != nil || again.Version != 2 || again.WithdrawnBy != h.Head.Login {
		t.Errorf("again: %+v, %v", again, err)
	}
	_, err = h.Get(ctx, h.Member, h.Committee, a.ID)
	wants(t, "a member opens it", err, fault.NotFound)
	if body, err := download(ctx, h, h.Secretary, a); err != nil || body != paper {
		t.Errorf("the secretary opens it: %q, %v", body, err)
	}
	if files, err := h.Of(ctx, h.Secretary, h.Committee, o.kind, o.id); err != nil || len(files) != 0 {
		t.Errorf("listed %+v, %v", files, err)
	}
	take.ID = attach.ID(h.NewID())
	_, err = h.Withdraw(ctx, h.Secretary, take)
	wants(t, "a file nobody attached", err, fault.NotFound)
	evidence := h.upload(t, h.owners["task"])
	_, err = h.Withdraw(ctx, h.Secretary, attach.WithdrawInput{Committee: h.Committee, ID: evidence.ID, Version: 1})
	wants(t, "evidence, without an event", err, fault.Conflict)
	if _, err := audit.Verify(ctx, h.DB, h.Committee); err != nil {
		t.Error(err)
	}
}

func TestATaskListsTheFilesOfItsEvents(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	h.upload(t, h.owners["task"])
	h.upload(t, h.owners["task event"])
	h.upload(t, h.owners["another unit's task"])
	h.upload(t, h.owners["draft meeting"])
	h.upload(t, h.owners["agenda item"])
	for name, want := range map[string]int{"task": 2, "task event": 1, "draft meeting": 2, "agenda item": 1} {
		files, err := h.Of(ctx, h.Secretary, h.Committee, h.owners[name].kind, h.owners[name].id)
		if err != nil || len(files) != want {
			t.Errorf("a %s lists %d files, %v; want %d", name, len(files), err, want)
		}
	}
}

func TestOwnersThatAreNotThere(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	for _, k := range []attach.OwnerKind{attach.OfMeeting, attach.OfAgendaItem, attach.OfTask, attach.OfTaskEvent, attach.OfShortcoming} {
		_, err := h.Upload(ctx, h.Secretary, h.input(owner{k, attach.OwnerID(h.NewID())}, paper))
		wants(t, "attaching to a "+string(k)+" nobody made", err, fault.NotFound)
	}
	_, err := h.Of(ctx, h.Secretary, h.Committee, "table", attach.OwnerID(h.NewID()))
	wants(t, "an unknown kind", err, fault.NotFound)
	o := h.owners["task"]
	in := h.input(o, paper)
	in.Committee = access.CommitteeID(h.NewID())
	_, err = h.Upload(ctx, h.Secretary, in)
	wants(t, "the task from another committee", err, fault.NotFound)
	a := h.upload(t, o)
	_, err = h.Get(ctx, h.Secretary, in.Committee, a.ID)
	wants(t, "the file from another committee", err, fault.NotFound)
}

func TestMissingBytesAreOurFault(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.upload(t, h.owners["task"])
	empty := attach.NewService(h.Deps, blob.New(memblob.OpenBucket(nil), id.Random))
	_, _, err := empty.Download(t.Context(), h.Secretary, h.Committee, a.ID)
	wants(t, "a row without bytes", err, fault.Internal)
}
