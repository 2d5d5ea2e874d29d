package meeting

import (
	"bytes"
	"context"

	"github.com/dondoc/dondoc/internal/domain/attach"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// ToSign renders the minutes as they are now, for somebody who is to sign them or wants to see who did. Those who may read the
// record may see it.
func (s *Service) ToSign(ctx context.Context, by access.Actor, c access.CommitteeID, m ID, render Renderer) (Shown, error) {
	var v Shown
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		head, err := readable(ctx, q, by, c, m)
		if err != nil {
			return err
		}
		v, err = shown(ctx, q, head, render)
		return err
	})
	return v, err
}

func shown(ctx context.Context, q database.Querier, m Meeting, render Renderer) (Shown, error) {
	p, err := paperFor(ctx, q, m, Minutes)
	if err != nil {
		return Shown{}, err
	}
	f, err := rendered(p, render)
	if err != nil {
		return Shown{}, err
	}
	v := Shown{Meeting: m, Name: f.Name, SHA256: DigestOf(f.Bytes), Blanks: f.Blanks, Bytes: f.Bytes, Undecided: []string{}}
	if v.Blanks == nil {
		v.Blanks = []Blank{}
	}
	for _, g := range p.Record.Undecided() {
		v.Undecided = append(v.Undecided, g.Title)
	}
	if v.Record, err = recordVersion(ctx, q, m.Committee); err != nil {
		return Shown{}, err
	}
	v.Signatures, err = signaturesOf(ctx, q, m.Committee, m.ID)
	return v, err
}

// Signatures lists the signatures under the minutes, withdrawn ones too. Who may read the record may read them.
func (s *Service) Signatures(ctx context.Context, by access.Actor, c access.CommitteeID, m ID) ([]Signature, error) {
	all := []Signature{}
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		head, err := readable(ctx, q, by, c, m)
		if err == nil {
			all, err = signaturesOf(ctx, q, c, head.ID)
		}
		return err
	})
	return all, err
}

// Sign signs the minutes as they were shown to the signer.
type Sign struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        SignatureID        `json:"id" validate:"required"`
	Meeting   ID                 `json:"meeting_id" validate:"required"`
	Capacity  Capacity           `json:"capacity" validate:"required,oneof=secretary chair"`
	SHA256    Digest             `json:"sha256" validate:"len=32"` // of the file the signer was shown
	Record    int64              `json:"record_version"`           // the version they were shown
}

// Sign binds somebody's name to the very bytes they were shown: the minutes are rendered again under a lock, and when a single
// byte differs the signature is refused with what changed (Changed). The secretary signs first, then the chair.
func (s *Service) Sign(ctx context.Context, by access.Actor, g Sign, render Renderer) (Signature, error) {
	if err := s.d.Validate.Struct(g); err != nil {
		return Signature{}, err
	}
	return in(ctx, s.d.DB, func(tx database.Tx) (Signature, error) {
		m, err := s.lockFor(ctx, tx, by, g.Committee, g.Meeting)
		if err != nil {
			return Signature{}, err
		}
		hash := id.ContentHash(g)
		if sent, err := signatureHash(ctx, tx, g.Committee, g.ID); err != nil || sent != "" {
			return repeated(ctx, tx, signatureByID, repeat{sent, hash, err}, g.Committee, g.ID)
		}
		if err := access.Require(maySign(by, m, g.Capacity)); err != nil {
			return Signature{}, err
		}
		if m.SignsNext() != g.Capacity {
			return Signature{}, fault.New(fault.Conflict, "meeting.sign_not_now")
		}
		sig := Signature{
			Committee: m.Committee, ID: g.ID, Meeting: m.ID, Capacity: g.Capacity, Person: by.Person, Name: by.NameIn(m.Committee), SHA256: g.SHA256, Record: g.Record,
			SignedOn: s.d.Clock.Today(), RecordedAt: s.d.Clock(), User: by.User, Login: by.Login,
		}
		if err := s.bind(ctx, tx, m, &sig, render); err != nil {
			return Signature{}, err
		}
		to := SignedSecretary
		if g.Capacity == AsChair {
			to = Signed
		}
		return s.signed(ctx, tx, by, m, signing{[]Signature{sig}, []string{hash}, to})
	})
}

// bind renders the minutes again and refuses the signature when they are not what the signer saw; else their bytes are kept.
func (s *Service) bind(ctx context.Context, tx database.Tx, m Meeting, sig *Signature, render Renderer) error {
	p, err := paperFor(ctx, tx, m, Minutes)
	if err != nil {
		return err
	}
	if err := mayClose(p.Record); err != nil {
		return err
	}
	f, err := rendered(p, render)
	if err != nil {
		return err
	}
	if now := DigestOf(f.Bytes); !bytes.Equal(now, sig.SHA256) {
		return s.changed(ctx, tx, m, *sig, now)
	}
	sig.Person, sig.Name = signatoryIn(p.Paper, *sig)
	return keepFile(ctx, tx, m, f, s.d.Clock())
}

// signatoryIn is who signs: the person of the account, else whom the paper names.
func signatoryIn(p Paper, sig Signature) (access.PersonID, string) {
	who := p.Secretary
	if sig.Capacity == AsChair {
		who = p.Signer
	}
	if who.Name != "" && (sig.Person.IsZero() || sig.Person == who.Person) {
		return who.Person, who.Name
	}
	return sig.Person, sig.Name
}

// changed is the refusal of a signature, with all that was written since its signer was shown the minutes.
func (s *Service) changed(ctx context.Context, q database.Querier, m Meeting, sig Signature, now Digest) error {
	c := Changed{SHA256: now}
	var err error
	if c.Changes, err = changesSince(ctx, q, m, sig.Record); err != nil {
		return err
	}
	if c.Record, err = recordVersion(ctx, q, m.Committee); err != nil {
		return err
	}
	return &fault.Fault{Kind: fault.Conflict, Key: "meeting.paper_changed", Theirs: c}
}

// signing are signatures to be written with the hashes of their requests, and the state they lead to.
type signing struct {
	all    []Signature
	hashes []string
	to     State
}

// signed writes signatures and takes the meeting on. The first of them is returned.
func (s *Service) signed(ctx context.Context, tx database.Tx, by access.Actor, m Meeting, g signing) (Signature, error) {
	for i, sig := range g.all {
		if err := insertSignature(ctx, tx, sig, g.hashes[i]); err != nil {
			return Signature{}, err
		}
		e := audit.Entry{Committee: m.Committee, Subject: "signature", SubjectID: sig.ID, After: sig}
		if err := s.remember(ctx, tx, act{by, "meeting.sign", nil}, e); err != nil {
			return Signature{}, err
		}
	}
	if err := s.reach(ctx, tx, by, m, g.to); err != nil {
		return Signature{}, err
	}
	return signatureByID(ctx, tx, m.Committee, g.all[0].ID)
}

// SignOnPaper records that the minutes were printed and signed by hand: an equal way.
type SignOnPaper struct {
	Committee  access.CommitteeID `json:"committee_id" validate:"required"`
	ID         SignatureID        `json:"id" validate:"required"`
	Meeting    ID                 `json:"meeting_id" validate:"required"`
	Attachment attach.ID          `json:"attachment_id" validate:"required"` // the scan, attached to the meeting
	Secretary  string             `json:"secretary,omitempty" validate:"max=200"`
	Chair      string             `json:"chair" validate:"required,max=200"`
	SignedOn   calendar.Date      `json:"signed_on" validate:"required,realdate"`
}

// SignOnPaper binds the names under the printed minutes to the scan of them. The chair's signature is returned.
func (s *Service) SignOnPaper(ctx context.Context, by access.Actor, g SignOnPaper) (Signature, error) {
	cleanLines(&g.Secretary, &g.Chair)
	if err := s.d.Validate.Struct(g); err != nil {
		return Signature{}, err
	}
	return in(ctx, s.d.DB, func(tx database.Tx) (Signature, error) {
		m, err := s.lockFor(ctx, tx, by, g.Committee, g.Meeting)
		if err != nil {
			return Signature{}, err
		}
		hash := id.ContentHash(g)
		if sent, err := signatureHash(ctx, tx, g.Committee, g.ID); err != nil || sent != "" {
			return repeated(ctx, tx, signatureByID, repeat{sent, hash, err}, g.Committee, g.ID)
		}
		all, err := s.onPaper(ctx, tx, by, m, g)
		if err != nil {
			return Signature{}, err
		}
		return s.signed(ctx, tx, by, m, signing{all, []string{hash, hash}, Signed})
	})
}

// onPaper are the signatures under a scan.
func (s *Service) onPaper(ctx context.Context, tx database.Tx, by access.Actor, m Meeting, g SignOnPaper) ([]Signature, error) {
	if m.State != Draft && m.State != Circulated {
		return nil, fault.New(fault.Conflict, "meeting.sign_not_now")
	}
	r, err := readRecord(ctx, tx, m)
	if err != nil {
		return nil, err
	}
	if err := mayClose(r); err != nil {
		return nil, err
	}
	if g.SignedOn.After(s.d.Clock.Today()) {
		return nil, fault.Field("signed_on", "meeting.signed_in_future")
	}
	file, err := scanOf(ctx, tx, m, g.Attachment)
	if fault.KindOf(err) == fault.NotFound {
		return nil, fault.Field("attachment_id", "meeting.scan_unknown")
	}
	if err != nil {
		return nil, err
	}
	version, err := recordVersion(ctx, tx, m.Committee)
	if err != nil {
		return nil, err
	}
	chair := Signature{
		Committee: m.Committee, ID: g.ID, Meeting: m.ID, Capacity: AsChair, Name: g.Chair, SHA256: file.SHA256, Record: version,
		OnPaper: true, Attachment: g.Attachment, SignedOn: g.SignedOn, RecordedAt: s.d.Clock(), User: by.User, Login: by.Login,
	}
	if chair.Name == m.ChairName {
		chair.Person = m.Chair
	}
	all := []Signature{chair}
	if g.Secretary != "" {
		secretary := chair
		secretary.ID, secretary.Capacity = SignatureID(id.Derived(m.CreatedAt, g.ID.String()+":secretary")), AsSecretary
		secretary.Person, secretary.Name = access.PersonID{}, g.Secretary
		for _, n := range m.Secretaries {
			if n.Name == g.Secretary {
				secretary.Person = n.ID
			}
		}
		all = append(all, secretary)
	}
	return all, nil
}

// WithdrawSignatures takes the signatures under the minutes back, so that they can be changed and signed again.
type WithdrawSignatures struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        ID                 `json:"id" validate:"required"` // of the meeting
	Version   int                `json:"version" validate:"required"`
	Why       string             `json:"why" validate:"required,max=500"`
}

// WithdrawSignatures takes the signatures back: the meeting is a draft again, and the signatures stay in its history.
func (s *Service) WithdrawSignatures(ctx context.Context, by access.Actor, w WithdrawSignatures) (Meeting, error) {
	cleanLines(&w.Why)
	if err := s.d.Validate.Struct(w); err != nil {
		return Meeting{}, err
	}
	return in(ctx, s.d.DB, func(tx database.Tx) (Meeting, error) {
		m, err := s.lockFor(ctx, tx, by, w.Committee, w.ID)
		if err != nil {
			return Meeting{}, err
		}
		if m.State != SignedSecretary && m.State != Signed {
			return Meeting{}, fault.New(fault.Conflict, "meeting.nothing_signed")
		}
		if m.Version != w.Version {
			return Meeting{}, fault.Stale(m)
		}
		all, err := signaturesOf(ctx, tx, m.Committee, m.ID)
		if err != nil {
			return Meeting{}, err
		}
		if err := access.Require(MayWithdrawSignatures(by, m, all)); err != nil {
			return Meeting{}, err
		}
		if err := withdrawSignatures(ctx, tx, signaturesBack{m, s.d.Clock(), by.Login, w.Why}); err != nil {
			return Meeting{}, err
		}
		if err := setState(ctx, tx, m.Committee, m.ID, Draft); err != nil {
			return Meeting{}, err
		}
		return s.written(ctx, tx, act{by, "meeting.withdraw_signatures", m}, m)
	})
}
