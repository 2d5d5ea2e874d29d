package report

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

func settingOf(ctx context.Context, q database.Querier, c access.CommitteeID) (Setting, error) {
	s, err := database.One[Setting](ctx, q, `SELECT committee_id, freeze_kinds, since, version FROM report_setting WHERE committee_id = $1`, c)
	if fault.KindOf(err) == fault.NotFound {
		return Setting{Committee: c}, nil
	}
	return s, err
}

// settings are those of all committees that want something frozen by itself and are not withdrawn.
func settings(ctx context.Context, q database.Querier) ([]Setting, error) {
	return database.Many[Setting](ctx, q, `SELECT s.committee_id, s.freeze_kinds, s.since, s.version FROM report_setting s
		JOIN committee c ON c.id = s.committee_id AND NOT c.withdrawn WHERE s.freeze_kinds <> '{}' ORDER BY s.committee_id`)
}

// writeSetting stores a setting over the version it started from; somebody else's in between is a conflict.
func writeSetting(ctx context.Context, tx database.Tx, s Setting) (Setting, error) {
	after, err := database.One[Setting](ctx, tx, `INSERT INTO report_setting AS s (committee_id, freeze_kinds, since) VALUES ($1, coalesce($2, '{}'::text[]), $3)
		ON CONFLICT (committee_id) DO UPDATE SET freeze_kinds = excluded.freeze_kinds, since = excluded.since, version = s.version + 1 WHERE s.version = $4
		RETURNING committee_id, freeze_kinds, since, version`, s.Committee, s.Kinds, s.Since, s.Version)
	if fault.KindOf(err) == fault.NotFound {
		return s, fault.New(fault.Conflict, "conflict.stale").Because(err)
	}
	return after, err
}
