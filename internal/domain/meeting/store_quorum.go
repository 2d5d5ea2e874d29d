package meeting

import (
	"context"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// quorumRule reads a committee's rule; one of version 0 when none was ever set.
func quorumRule(ctx context.Context, q database.Querier, c access.CommitteeID) (QuorumRule, error) {
	r, err := database.One[QuorumRule](ctx, q, `SELECT committee_id, base, numerator, denominator, strict, active, version FROM quorum_rule WHERE committee_id = $1`, c)
	if fault.KindOf(err) == fault.NotFound {
		return QuorumRule{Committee: c, Base: OfSeats, Numerator: 1, Denominator: 2, Strict: true}, nil
	}
	return r, err
}

// ruleOn is a rule with the number of members on a day.
type ruleOn struct {
	QuorumRule
	Members int `db:"members"`
}

// quorumRuleOn reads the rule and counts the members on the day of a meeting, in one statement.
func quorumRuleOn(ctx context.Context, q database.Querier, m Meeting) (ruleOn, error) {
	return database.One[ruleOn](ctx, q, `SELECT c.id AS committee_id, coalesce(r.base, 'seats') AS base, coalesce(r.numerator, 1) AS numerator,
			coalesce(r.denominator, 2) AS denominator, coalesce(r.strict, true) AS strict, coalesce(r.active, false) AS active, coalesce(r.version, 0) AS version,
			(SELECT count(DISTINCT s.person_id) FROM membership s WHERE s.committee_id = c.id AND NOT s.withdrawn
				AND coalesce(s.valid_from, $2) <= $2 AND coalesce(s.valid_to, $2) >= $2) AS members
		FROM committee c LEFT JOIN quorum_rule r ON r.committee_id = c.id WHERE c.id = $1`, m.Committee, m.HeldOn)
}

// putQuorumRule writes the rule; false when somebody wrote it meanwhile.
func putQuorumRule(ctx context.Context, tx database.Tx, r SetQuorumRule) (bool, error) {
	tag, err := tx.Exec(ctx, `INSERT INTO quorum_rule (committee_id, base, numerator, denominator, strict, active)
		SELECT $1, $2, $3, $4, $5, $6 WHERE $7 = 0
		ON CONFLICT (committee_id) DO NOTHING`, r.Committee, r.Base, r.Numerator, r.Denominator, r.Strict, r.Active, r.Version)
	if err != nil || tag.RowsAffected() == 1 {
		return err == nil, database.Translate(err)
	}
	tag, err = tx.Exec(ctx, `UPDATE quorum_rule SET base = $2, numerator = $3, denominator = $4, strict = $5, active = $6, version = version + 1
		WHERE committee_id = $1 AND version = $7`, r.Committee, r.Base, r.Numerator, r.Denominator, r.Strict, r.Active, r.Version)
	return tag.RowsAffected() == 1, database.Translate(err)
}

// momentsOf lists the counts of a meeting, the earliest first.
func momentsOf(ctx context.Context, q database.Querier, m Meeting) ([]QuorumMoment, error) {
	return database.Many[QuorumMoment](ctx, q, `SELECT seq, at, seats, present, members, needed, login FROM quorum_moment
		WHERE committee_id = $1 AND meeting_id = $2 ORDER BY seq`, m.Committee, m.ID)
}

// moment is a count to be written down.
type moment struct {
	meeting Meeting
	quorum  Quorum
	at      time.Time
	login   string
}

// keepMoment writes a count down unless it says what the last one said. It holds what the last one counted too, so that it is not
// earlier, however long it was on its way. The meeting is locked by the caller.
func keepMoment(ctx context.Context, tx database.Tx, w moment) error {
	_, err := tx.Exec(ctx, `WITH last AS (SELECT seq, at, seats, present, members, needed FROM quorum_moment
			WHERE committee_id = $1 AND meeting_id = $2 ORDER BY seq DESC LIMIT 1)
		INSERT INTO quorum_moment (committee_id, meeting_id, seq, at, seats, present, members, needed, login)
		SELECT $1, $2, coalesce((SELECT seq FROM last), 0) + 1, greatest($3, (SELECT at FROM last)), $4, $5, $6, $7, $8
		 WHERE NOT EXISTS (SELECT 1 FROM last WHERE (seats, present, members) = ($4, $5, $6) AND needed IS NOT DISTINCT FROM $7)`,
		w.meeting.Committee, w.meeting.ID, w.at, w.quorum.Seats, w.quorum.Present, w.quorum.Members, w.quorum.Needed, w.login)
	return database.Translate(err)
}
