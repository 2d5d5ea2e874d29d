package attach_test

import (
	"bytes"
	"crypto/sha256"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/dondoc/dondoc/internal/domain/attach"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// announced is a file about to come in pieces.
func (h *house) announced(o owner, name string, size int) attach.BeginUpload {
	return attach.BeginUpload{Committee: h.Committee, ID: attach.ID(h.NewID()), OwnerKind: o.kind, OwnerID: o.id, FileName: name, Size: int64(size)}
}

func (h *house) piece(in attach.BeginUpload, offset int64, body io.Reader) attach.Piece {
	return attach.Piece{Committee: in.Committee, ID: in.ID, Offset: offset, Body: body}
}

func TestAFileComesInPieces(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	body := []byte(paper + strings.Repeat("một dòng\n", 20_000))
	in := h.announced(h.owners["task"], "Biên bản.pdf", len(body))
	u, err := h.BeginUpload(ctx, h.Focal, in)
	if err != nil || u.Received != 0 || u.Done() {
		t.Fatalf("begun %+v, %v", u, err)
	}
	cut := len(body) / 3
	u, err = h.ContinueUpload(ctx, h.Focal, h.piece(in, 0, bytes.NewReader(body[:cut])))
	if err != nil || u.Received != int64(cut) {
		t.Fatalf("a third: %d of %d, %v", u.Received, cut, err)
	}
	broken := io.MultiReader(bytes.NewReader(body[cut:2*cut]), iotest.ErrReader(io.ErrUnexpectedEOF))
	u, err = h.ContinueUpload(ctx, h.Focal, h.piece(in, u.Received, broken))
	if err != nil || u.Received != int64(2*cut) {
		t.Fatalf("what arrived before the line broke: %d of %d, %v", u.Received, 2*cut, err)
	}
	_, err = h.ContinueUpload(ctx, h.Focal, h.piece(in, int64(cut), bytes.NewReader(body[cut:])))
	wants(t, "a piece from further back", err, fault.Conflict)
	if again, err := h.BeginUpload(ctx, h.Focal, in); err != nil || again.Received != u.Received {
		t.Errorf("begun again: %+v, %v", again, err)
	}
	if files, err := h.Of(ctx, h.Focal, h.Committee, in.OwnerKind, in.OwnerID); err != nil || len(files) != 0 {
		t.Errorf("listed before it is whole: %v, %v", files, err)
	}
	for range 2 { // the answer to the last piece may be lost: sent again it changes nothing
		if u, err = h.UploadStatus(ctx, h.Focal, in.Committee, in.ID); err != nil {
			t.Fatal(err)
		}
		if u, err = h.ContinueUpload(ctx, h.Focal, h.piece(in, u.Received, bytes.NewReader(body[u.Received:]))); err != nil || !u.Done() {
			t.Fatalf("whole: %+v, %v", u, err)
		}
	}
	a, err := h.Get(ctx, h.Secretary, in.Committee, in.ID)
	want := sha256.Sum256(body)
	if err != nil || !bytes.Equal(a.SHA256, want[:]) || a.MediaType != "application/pdf" || a.Size != int64(len(body)) || a.Login != h.Focal.Login {
		t.Errorf("kept %+v, %v", a, err)
	}
	if got, err := download(ctx, h, h.Secretary, a); err != nil || got != string(body) {
		t.Errorf("%d bytes come back, %v", len(got), err)
	}
	if n, err := h.blobs.Sweep(ctx, time.Now().Add(time.Hour)); n != 0 || err != nil {
		t.Errorf("%d pieces left behind, %v", n, err)
	}
}

func TestWhatIsRefusedBeforeAByteIsSent(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	o := h.owners["task"]
	for name, c := range map[string]struct {
		by   access.Actor
		in   attach.BeginUpload
		want fault.Kind
	}{
		"one byte too many":         {h.Focal, h.announced(o, "a.pdf", attach.MaxSize+1), fault.TooLarge},
		"nothing":                   {h.Focal, h.announced(o, "a.pdf", 0), fault.Invalid},
		"a program":                 {h.Focal, h.announced(o, "a.exe", 10), fault.Invalid},
		"a member, who only reads":  {h.Member, h.announced(o, "a.pdf", 10), fault.Forbidden},
		"a stranger":                {h.Stranger, h.announced(o, "a.pdf", 10), fault.NotFound},
		"another unit's task":       {h.Focal, h.announced(h.owners["another unit's task"], "a.pdf", 10), fault.NotFound},
		"a row that does not exist": {h.Focal, h.announced(owner{attach.OfTask, attach.OwnerID(h.NewID())}, "a.pdf", 10), fault.NotFound},
	} {
		_, err := h.BeginUpload(ctx, c.by, c.in)
		wants(t, name, err, c.want)
	}
}

func TestAnUploadIsItsSendersAlone(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	in := h.announced(h.owners["task"], "a.pdf", len(paper))
	_, err := h.BeginUpload(ctx, h.Focal, in)
	must(t, err)
	for name, by := range map[string]access.Actor{"the secretary": h.Secretary, "a stranger": h.Stranger} {
		_, err := h.UploadStatus(ctx, by, in.Committee, in.ID)
		wants(t, name+" looks", err, fault.NotFound)
		_, err = h.ContinueUpload(ctx, by, h.piece(in, 0, strings.NewReader(paper)))
		wants(t, name+" sends a piece", err, fault.NotFound)
		wants(t, name+" abandons it", h.AbandonUpload(ctx, by, in.Committee, in.ID), fault.NotFound)
	}
	_, err = h.BeginUpload(ctx, h.Secretary, in)
	wants(t, "somebody else begins under the same id", err, fault.Conflict)
	other := in
	other.FileName = "b.pdf"
	_, err = h.BeginUpload(ctx, h.Focal, other)
	wants(t, "another file under the same id", err, fault.Conflict)
	must(t, h.AbandonUpload(ctx, h.Focal, in.Committee, in.ID))
	_, err = h.UploadStatus(ctx, h.Focal, in.Committee, in.ID)
	wants(t, "an abandoned one", err, fault.NotFound)
}

func TestContentIsLookedAtWhenTheLastPieceIsHere(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	in := h.announced(h.owners["task"], "a.pdf", 8)
	_, err := h.BeginUpload(ctx, h.Focal, in)
	must(t, err)
	_, err = h.ContinueUpload(ctx, h.Focal, h.piece(in, 0, strings.NewReader("MZ\x00\x01")))
	must(t, err)
	_, err = h.ContinueUpload(ctx, h.Focal, h.piece(in, 4, strings.NewReader("12345")))
	wants(t, "more than was announced", err, fault.TooLarge)
	_, err = h.ContinueUpload(ctx, h.Focal, h.piece(in, 4, strings.NewReader("\x00\x00\x00\x02")))
	wants(t, "a program called a PDF", err, fault.Invalid)
	_, err = h.UploadStatus(ctx, h.Focal, in.Committee, in.ID)
	wants(t, "what was refused", err, fault.NotFound)
	if n, err := h.blobs.Sweep(ctx, time.Now().Add(time.Hour)); n != 0 || err != nil {
		t.Errorf("%d pieces left behind, %v", n, err)
	}
}

func TestAbandonedUploadsAreSwept(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	in := h.announced(h.owners["task"], "a.pdf", 100)
	u, err := h.BeginUpload(ctx, h.Focal, in)
	must(t, err)
	_, err = h.ContinueUpload(ctx, h.Focal, h.piece(in, 0, strings.NewReader(paper)))
	must(t, err)
	_, err = h.SweepUploads(ctx, h.Secretary, u.Until())
	wants(t, "a secretary sweeps", err, fault.Forbidden)
	for _, c := range []struct {
		before time.Time
		want   int
	}{{u.BeganAt, 0}, {u.BeganAt.Add(time.Second), 1}, {u.Until(), 0}} {
		if n, err := h.SweepUploads(ctx, access.System("job"), c.before); n != c.want || err != nil {
			t.Errorf("swept %d, %v, want %d", n, err, c.want)
		}
	}
	if n, err := h.blobs.Sweep(ctx, time.Now().Add(time.Hour)); n != 0 || err != nil {
		t.Errorf("%d pieces left behind, %v", n, err)
	}
}

func TestTakingEvidenceOfATaskAwayIsAnEvent(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	tasks := task.NewService(h.Deps)
	o := h.owners["task"]
	a, err := h.Upload(ctx, h.Focal, h.input(o, paper))
	must(t, err)
	in := task.RemoveEvidence{ID: task.EventID(h.NewID()), Committee: h.Committee, Task: task.ID(o.id), Attachment: a.ID, Note: "Gửi nhầm tệp"}
	for name, c := range map[string]struct {
		by     access.Actor
		change func(*task.RemoveEvidence)
		want   fault.Kind
	}{
		"without a reason":        {h.Focal, func(r *task.RemoveEvidence) { r.Note = " " }, fault.Invalid},
		"by a member":             {h.Member, nil, fault.Forbidden},
		"by a stranger":           {h.Stranger, nil, fault.NotFound},
		"of another task":         {h.Secretary, func(r *task.RemoveEvidence) { r.Task = task.ID(h.owners["issued task"].id) }, fault.NotFound},
		"which is not there":      {h.Secretary, func(r *task.RemoveEvidence) { r.Attachment = attach.ID(h.NewID()) }, fault.NotFound},
		"of another unit's focal": {h.Focal, func(r *task.RemoveEvidence) { r.Task = task.ID(h.owners["another unit's task"].id) }, fault.NotFound},
	} {
		r := in
		if c.change != nil {
			c.change(&r)
		}
		_, err := tasks.RemoveEvidence(ctx, c.by, r)
		wants(t, name, err, c.want)
	}
	for range 2 { // the same again changes nothing
		_, err = tasks.RemoveEvidence(ctx, h.Focal, in)
		must(t, err)
	}
	d, err := tasks.Get(ctx, h.Member, h.Committee, o.id.String())
	must(t, err)
	last := d.History[len(d.History)-1]
	if last.Kind != task.EvEvidenceRemoved || last.Note != "Gửi nhầm tệp" || last.Login != h.Focal.Login || last.Attachment != a.ID ||
		!strings.HasPrefix(last.Evidence, "Minh chứng.pdf · SHA-256 ") || d.Undo != nil {
		t.Errorf("the history ends with %+v, undo %v", last, d.Undo)
	}
	if files, err := h.Of(ctx, h.Secretary, h.Committee, o.kind, o.id); err != nil || len(files) != 0 {
		t.Errorf("still listed: %v, %v", files, err)
	}
	_, err = h.Get(ctx, h.Member, h.Committee, a.ID)
	wants(t, "a member reads what was taken away", err, fault.NotFound)
	if got, err := download(ctx, h, h.Secretary, a); err != nil || got != paper {
		t.Errorf("the secretary reads %q, %v: the bytes stay", got, err)
	}
	again := in
	again.ID = task.EventID(h.NewID())
	_, err = tasks.RemoveEvidence(ctx, h.Secretary, again)
	wants(t, "what was taken away already", err, fault.Conflict)
}

func TestTakingEvidenceOfAShortcomingAwayIsAnEvent(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	shortcomings := shortcoming.NewService(h.Deps)
	o := h.owners["shortcoming"]
	a := h.upload(t, o)
	in := shortcoming.RemoveEvidence{Committee: h.Committee, ID: shortcoming.ID(o.id), Event: shortcoming.EventID(h.NewID()), Attachment: a.ID, Note: "Nhầm"}
	for name, c := range map[string]struct {
		by   access.Actor
		note string
		want fault.Kind
	}{"a member": {h.Member, "x", fault.Forbidden}, "a stranger": {h.Stranger, "x", fault.NotFound}, "no reason": {h.Secretary, "", fault.Invalid}} {
		r := in
		r.Note = c.note
		_, err := shortcomings.RemoveEvidence(ctx, c.by, r)
		wants(t, name, err, c.want)
	}
	for range 2 {
		_, err := shortcomings.RemoveEvidence(ctx, h.Secretary, in)
		must(t, err)
	}
	d, err := shortcomings.Get(ctx, h.Secretary, h.Committee, in.ID)
	must(t, err)
	last := d.Events[len(d.Events)-1]
	if last.Kind != shortcoming.EvEvidenceRemoved || last.Note != "Nhầm" || !strings.HasPrefix(last.Evidence, "Minh chứng.pdf · SHA-256 ") {
		t.Errorf("the history ends with %+v", last)
	}
}

func TestBytesStayUntilTheRetentionEnds(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	system := access.System("job")
	now := h.Clock()
	h.Clock = func() time.Time { return now }
	h.Service = attach.NewService(h.Deps, h.blobs)
	o := h.owners["draft meeting"]
	a, same := h.upload(t, o), h.upload(t, o) // two rows, the same bytes
	take := func(x attach.Attachment) {
		_, err := h.Withdraw(ctx, h.Secretary, attach.WithdrawInput{Committee: h.Committee, ID: x.ID, Version: 1, Why: "nhầm"})
		must(t, err)
	}
	purge := func(want int) {
		t.Helper()
		if n, err := h.Purge(ctx, system); n != want || err != nil {
			t.Errorf("purged %d, %v, want %d", n, err, want)
		}
	}
	take(a)
	purge(0)
	_, err := h.SetRetention(ctx, h.Secretary, attach.Retention{Committee: h.Committee, Years: 2})
	wants(t, "the secretary sets the retention", err, fault.Forbidden)
	r, err := h.Retention(ctx, h.Member, h.Committee)
	if err != nil || r.Years != 10 || r.Version != 0 {
		t.Errorf("the usual retention is %+v, %v", r, err)
	}
	_, err = h.Retention(ctx, h.Stranger, h.Committee)
	wants(t, "a stranger reads it", err, fault.NotFound)
	r.Years = 2
	r, err = h.SetRetention(ctx, h.Head, r)
	must(t, err)
	_, err = h.SetRetention(ctx, h.Head, attach.Retention{Committee: h.Committee, Years: 3})
	wants(t, "a stale version", err, fault.Conflict)
	now = now.AddDate(2, 0, -1)
	purge(0)
	now = now.AddDate(0, 0, 1)
	_, err = h.Purge(ctx, h.Head)
	wants(t, "the head purges", err, fault.Forbidden)
	purge(1)
	purge(0)
	if got, err := download(ctx, h, h.Secretary, same); err != nil || got != paper {
		t.Errorf("the other file with the same bytes: %q, %v", got, err)
	}
	take(same)
	now = now.AddDate(2, 0, 0)
	purge(1)
	_, _, err = h.Download(ctx, h.Secretary, h.Committee, same.ID)
	wants(t, "bytes whose retention ended", err, fault.NotFound)
	if row, err := h.Get(ctx, h.Secretary, h.Committee, same.ID); err != nil || row.PurgedAt == nil || row.FileName != "Minh chứng.pdf" {
		t.Errorf("its row: %+v, %v", row, err)
	}
	if got, err := download(ctx, h, h.Secretary, h.upload(t, o)); err != nil || got != paper {
		t.Errorf("the same file sent again: %q, %v", got, err)
	}
}
