package audit

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// Record appends e to its committee's chain. The head's row lock makes writers of one committee take turns; others do not wait.
func Record(ctx context.Context, tx database.Tx, e Entry) error {
	return RecordAll(ctx, tx, []Entry{e})
}

// Lock takes a committee's turn before its first entry, for acts whose checks must hold until they have written: they then wait
// for each other here, and not for one another's rows.
func Lock(ctx context.Context, tx database.Tx, of access.CommitteeID) error {
	_, _, err := lockHead(ctx, tx, of)
	return database.Translate(err)
}

// RecordAll appends many entries of one committee with one lock and one round trip for the lines.
func RecordAll(ctx context.Context, tx database.Tx, entries []Entry) error {
	if len(entries) == 0 {
		return nil
	}
	of := entries[0].Committee
	seq, hash, err := lockHead(ctx, tx, of)
	if err != nil {
		return err
	}
	rows := make([][]any, 0, len(entries))
	for _, e := range entries {
		if e.Committee != of {
			return errors.New("audit: entries of several committees in one call")
		}
		seq++
		l, err := line(e, seq, hash)
		if err != nil {
			return err
		}
		hash = l.Hash
		rows = append(rows, []any{l.Committee.UUIDBytes(), l.Seq, l.At, nullable(l.User), l.Login, l.Action, l.Subject, nullable(l.SubjectID), l.Before, l.After, l.PrevHash, l.Hash})
	}
	columns := []string{"committee_id", "seq", "recorded_at", "user_id", "login", "action", "subject", "subject_id", "before", "after", "prev_hash", "hash"}
	if _, err := tx.CopyFrom(ctx, pgx.Identifier{"audit_entry"}, columns, pgx.CopyFromRows(rows)); err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	_, err = tx.Exec(ctx, `UPDATE audit_head SET seq = $2, hash = $3 WHERE committee_id = $1`, of.UUIDBytes(), seq, hash)
	return err
}

// nullable keeps NULL for "nobody", while the committee's zero id is a value of its own.
func nullable(u access.UserID) any {
	if u.IsZero() {
		return nil
	}
	return u.UUIDBytes()
}

func line(e Entry, seq int64, prev []byte) (*Line, error) {
	before, err := canonical(e.Before)
	if err != nil {
		return nil, fmt.Errorf("audit %s: before: %w", e.Action, err)
	}
	after, err := canonical(e.After)
	if err != nil {
		return nil, fmt.Errorf("audit %s: after: %w", e.Action, err)
	}
	l := &Line{
		Committee: e.Committee, Seq: seq, At: e.At.UTC().Truncate(time.Microsecond), User: e.By.User, Login: e.By.LoginIn(e.Committee),
		Action: e.Action, Subject: e.Subject, SubjectID: e.SubjectID, Before: before, After: after, PrevHash: prev,
	}
	l.Hash = sum(l)
	return l, nil
}

func lockHead(ctx context.Context, tx database.Tx, of access.CommitteeID) (seq int64, hash []byte, err error) {
	_, err = tx.Exec(ctx, `INSERT INTO audit_head (committee_id, seq, hash) VALUES ($1, 0, decode(repeat('00', 32), 'hex')) ON CONFLICT DO NOTHING`, of.UUIDBytes())
	if err != nil {
		return 0, nil, err
	}
	err = tx.QueryRow(ctx, `SELECT seq, hash FROM audit_head WHERE committee_id = $1 FOR UPDATE`, of.UUIDBytes()).Scan(&seq, &hash)
	return seq, hash, err
}

// Verify walks the chain of a committee and returns a *Broken for the first link that does not hold, or the number of links.
func Verify(ctx context.Context, q database.Querier, of access.CommitteeID) (int64, error) {
	rows, err := q.Query(ctx, `SELECT committee_id, seq, recorded_at, user_id, login, action, subject, subject_id, before, after, prev_hash, hash
		FROM audit_entry WHERE committee_id = $1 ORDER BY seq`, of.UUIDBytes())
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	prev, n := make([]byte, 32), int64(0)
	for rows.Next() {
		l, err := pgx.RowToStructByName[Line](rows)
		if err != nil {
			return n, err
		}
		if why := l.fault(n+1, prev); why != "" {
			return n, &Broken{Committee: of, Seq: n + 1, Why: why}
		}
		prev, n = l.Hash, n+1
	}
	if err := rows.Err(); err != nil {
		return n, err
	}
	return n, verifyHead(ctx, q, of, n, prev)
}

// fault says what is wrong with a link that should carry number seq and follow prev; nothing when it holds.
func (l Line) fault(seq int64, prev []byte) string {
	before, errB := recanonical(l.Before)
	after, errA := recanonical(l.After)
	l.Before, l.After = before, after
	switch {
	case l.Seq != seq:
		return fmt.Sprintf("number %d is missing", seq)
	case !bytes.Equal(l.PrevHash, prev):
		return fmt.Sprintf("follows %s, not %s", short(l.PrevHash), short(prev))
	case errB != nil || errA != nil || !bytes.Equal(sum(&l), l.Hash):
		return "its content was changed"
	}
	return ""
}

// verifyHead catches a chain whose last links were cut off.
func verifyHead(ctx context.Context, q database.Querier, of access.CommitteeID, n int64, last []byte) error {
	var seq int64
	var hash []byte
	err := q.QueryRow(ctx, `SELECT seq, hash FROM audit_head WHERE committee_id = $1`, of.UUIDBytes()).Scan(&seq, &hash)
	if errors.Is(err, pgx.ErrNoRows) && n == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	if seq != n || !bytes.Equal(hash, last) {
		return &Broken{Committee: of, Seq: n + 1, Why: "the chain ends before its head"}
	}
	return nil
}
