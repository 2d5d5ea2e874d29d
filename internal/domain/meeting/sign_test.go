package meeting_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/attach"
	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/blob"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

// signOff is what somebody sends who signs what they are shown now.
func signOff(t *testing.T, r factory.Room, m meeting.Meeting, c meeting.Capacity) meeting.Sign {
	t.Helper()
	v := must(r.Meetings.ToSign(t.Context(), r.Secretary, r.Committee, m.ID, factory.PlainRender))(t)
	return meeting.Sign{Committee: r.Committee, ID: meeting.SignatureID(r.NewID()), Meeting: m.ID, Capacity: c, SHA256: v.SHA256, Record: v.Record}
}

// signed is a meeting whose minutes carry both signatures.
func signed(t *testing.T, r factory.Room, m meeting.Meeting) meeting.Meeting {
	t.Helper()
	must(r.Meetings.Sign(t.Context(), r.Secretary, signOff(t, r, m, meeting.AsSecretary), factory.PlainRender))(t)
	must(r.Meetings.Sign(t.Context(), r.Head, signOff(t, r, m, meeting.AsChair), factory.PlainRender))(t)
	return must(r.Meetings.Get(t.Context(), r.Secretary, r.Committee, m.ID))(t)
}

func TestSigning(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	ctx, m := t.Context(), r.NewMeeting(t)
	r.NewBlock(t, m)
	in := signOff(t, r, m, meeting.AsSecretary)
	first := must(r.Meetings.Sign(ctx, r.Secretary, in, factory.PlainRender))(t)
	if first.Name != "Trần Thị Ví Dụ" || first.Person != r.Speaker || first.SHA256.String() != in.SHA256.String() || first.OnPaper {
		t.Errorf("signature %+v", first)
	}
	if again := must(r.Meetings.Sign(ctx, r.Secretary, in, factory.PlainRender))(t); again.ID != first.ID {
		t.Errorf("the same request signed again: %+v", again)
	}
	if got := must(r.Meetings.Get(ctx, r.Secretary, r.Committee, m.ID))(t); got.State != meeting.SignedSecretary || got.Version != 2 {
		t.Errorf("after the secretary's signature: %s, version %d", got.State, got.Version)
	}
	chair := must(r.Meetings.Sign(ctx, r.Head, signOff(t, r, m, meeting.AsChair), factory.PlainRender))(t)
	if chair.Name != "Nguyễn Văn Mẫu" || chair.Person != r.Chair {
		t.Errorf("chair's signature %+v", chair)
	}
	if got := must(r.Meetings.Get(ctx, r.Secretary, r.Committee, m.ID))(t); got.State != meeting.Signed {
		t.Errorf("after both signatures: %s", got.State)
	}
	file := must(r.Meetings.IssuedFile(ctx, r.Secretary, r.Committee, m.ID, chair.SHA256))(t)
	if meeting.DigestOf(file.Bytes).String() != chair.SHA256.String() || !strings.Contains(string(file.Bytes), "Việc công khai khoản thu") {
		t.Errorf("the signed bytes are not what was signed: %q", file.Bytes)
	}
	if n := auditLines(t, r, "meeting.sign"); n != 2 {
		t.Errorf("%d audit lines of signing, want 2", n)
	}
}

func TestASignatureBindsWhatWasShown(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	ctx, m := t.Context(), r.NewMeeting(t)
	b := r.NewBlock(t, m)
	in := signOff(t, r, m, meeting.AsSecretary)
	must(r.Meetings.EditBlock(ctx, r.Head, meeting.EditBlock{
		Committee: r.Committee, ID: b.ID, Version: 1, BlockContent: meeting.BlockContent{Kind: meeting.Speech, SpeakerID: r.Speaker, Text: "Câu đã đổi."},
	}))(t)
	_, err := r.Meetings.Sign(ctx, r.Secretary, in, factory.PlainRender)
	wantKind(t, err, fault.Conflict, "meeting.paper_changed")
	var f *fault.Fault
	errors.As(err, &f)
	changed, ok := f.Theirs.(meeting.Changed)
	if !ok || len(changed.Changes) != 1 {
		t.Fatalf("told %+v", f.Theirs)
	}
	if c := changed.Changes[0]; c.Before != "Việc công khai khoản thu ở xã Mẫu Một còn chậm." || c.After != "Câu đã đổi." || c.Login != "truong.ban" || c.Action != "block.edit" {
		t.Errorf("change %+v", c)
	}
	in.SHA256, in.Record = changed.SHA256, changed.Record
	must(r.Meetings.Sign(ctx, r.Secretary, in, factory.PlainRender))(t)
}

func TestSigningRefuses(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := r.NewMeeting(t)
	tied := r.Secretary
	tied.Person = r.Chair
	for _, tt := range []struct {
		name     string
		by       access.Actor
		capacity meeting.Capacity
		kind     fault.Kind
		key      string
	}{
		{"a member as secretary", r.Member, meeting.AsSecretary, fault.Forbidden, ""},
		{"a stranger", r.Stranger, meeting.AsSecretary, fault.NotFound, ""},
		{"an administrator", r.Admin, meeting.AsChair, fault.NotFound, ""},
		{"the secretary as chair", r.Secretary, meeting.AsChair, fault.Forbidden, ""},
		{"the chair before the secretary", r.Head, meeting.AsChair, fault.Conflict, "meeting.sign_not_now"},
		{"an account tied to somebody who is not the secretary", tied, meeting.AsSecretary, fault.Forbidden, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := r.Meetings.Sign(t.Context(), tt.by, signOff(t, r, m, tt.capacity), factory.PlainRender)
			wantKind(t, err, tt.kind, tt.key)
		})
	}
	t.Run("another request under a used id", func(t *testing.T) {
		in := signOff(t, r, m, meeting.AsSecretary)
		must(r.Meetings.Sign(t.Context(), r.Secretary, in, factory.PlainRender))(t)
		in.Record++
		_, err := r.Meetings.Sign(t.Context(), r.Secretary, in, factory.PlainRender)
		wantKind(t, err, fault.Conflict, "conflict.id_reused")
	})
	t.Run("without a renderer", func(t *testing.T) {
		_, err := r.Meetings.ToSign(t.Context(), r.Secretary, r.Committee, m.ID, nil)
		wantKind(t, err, fault.Unavailable, "meeting.no_renderer")
	})
}

func TestSignedMinutesAreLockedUntilTheSignaturesAreTakenBack(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	ctx := t.Context()
	m := r.NewMeeting(t)
	b := r.NewBlock(t, m)
	m = signed(t, r, m)
	edit := meeting.EditBlock{Committee: r.Committee, ID: b.ID, Version: 1, BlockContent: meeting.BlockContent{Kind: meeting.Speech, Text: "Khác"}}
	_, err := r.Meetings.EditBlock(ctx, r.Secretary, edit)
	wantKind(t, err, fault.Conflict, "meeting.locked")
	back := meeting.WithdrawSignatures{Committee: r.Committee, ID: m.ID, Version: m.Version, Why: "Ghi sai tên đơn vị"}
	other := r.Secretary
	other.User = access.UserID(r.NewID())
	_, err = r.Meetings.WithdrawSignatures(ctx, other, back)
	wantKind(t, err, fault.Forbidden, "")
	_, err = r.Meetings.WithdrawSignatures(ctx, r.Stranger, back)
	wantKind(t, err, fault.NotFound, "")
	stale := back
	stale.Version = 1
	_, err = r.Meetings.WithdrawSignatures(ctx, r.Head, stale)
	wantKind(t, err, fault.Conflict, "conflict.stale")
	got := must(r.Meetings.WithdrawSignatures(ctx, r.Secretary, back))(t)
	if got.State != meeting.Draft {
		t.Errorf("state %s", got.State)
	}
	must(r.Meetings.EditBlock(ctx, r.Secretary, edit))(t)
	all := must(r.Meetings.Signatures(ctx, r.Secretary, r.Committee, m.ID))(t)
	if len(all) != 2 || all[0].WithdrawnAt == nil || all[1].WithdrawnWhy != "Ghi sai tên đơn vị" {
		t.Errorf("history %+v", all)
	}
	if m = signed(t, r, m); m.State != meeting.Signed {
		t.Errorf("signed again: %s", m.State)
	}
}

func TestSignedOnPaper(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	ctx, m := t.Context(), r.NewMeeting(t)
	scan := upload(t, r, m.ID)
	in := meeting.SignOnPaper{
		Committee: r.Committee, ID: meeting.SignatureID(r.NewID()), Meeting: m.ID, Attachment: scan.ID,
		Secretary: "Trần Thị Ví Dụ", Chair: "Nguyễn Văn Mẫu", SignedOn: m.HeldOn,
	}
	for _, tt := range []struct {
		name, field, key string
		change           func(*meeting.SignOnPaper)
	}{
		{"a scan that is not there", "attachment_id", "meeting.scan_unknown", func(in *meeting.SignOnPaper) { in.Attachment = attach.ID(r.NewID()) }},
		{"a day to come", "signed_on", "meeting.signed_in_future", func(in *meeting.SignOnPaper) { in.SignedOn = in.SignedOn.AddDays(400) }},
		{"no chair", "chair", "validate.required", func(in *meeting.SignOnPaper) { in.Chair = " " }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wrong := in
			wrong.ID = meeting.SignatureID(r.NewID())
			tt.change(&wrong)
			_, err := r.Meetings.SignOnPaper(ctx, r.Secretary, wrong)
			wantField(t, err, tt.field, tt.key)
		})
	}
	_, err := r.Meetings.SignOnPaper(ctx, r.Member, in)
	wantKind(t, err, fault.Forbidden, "")
	chair := must(r.Meetings.SignOnPaper(ctx, r.Secretary, in))(t)
	if !chair.OnPaper || chair.Person != r.Chair || chair.SHA256.String() != meeting.Digest(scan.SHA256).String() {
		t.Errorf("chair's signature %+v", chair)
	}
	must(r.Meetings.SignOnPaper(ctx, r.Secretary, in))(t)
	all := must(r.Meetings.Signatures(ctx, r.Secretary, r.Committee, m.ID))(t)
	if len(all) != 2 || all[0].Capacity != meeting.AsSecretary || all[0].Person != r.Speaker {
		t.Errorf("signatures %+v", all)
	}
	if got := must(r.Meetings.Get(ctx, r.Secretary, r.Committee, m.ID))(t); got.State != meeting.Signed {
		t.Errorf("state %s", got.State)
	}
}

// upload attaches a scan to a meeting.
func upload(t *testing.T, r factory.Room, m meeting.ID) attach.Attachment {
	t.Helper()
	blobs := must(blob.Open(t.TempDir(), id.Random))(t)
	return must(attach.NewService(r.Deps, blobs).Upload(t.Context(), r.Secretary, attach.UploadInput{
		Committee: r.Committee, ID: attach.ID(r.NewID()), OwnerKind: attach.OfMeeting, OwnerID: attach.OwnerID(m),
		FileName: "bien-ban-da-ky.pdf", Body: strings.NewReader("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"),
	}))(t)
}
