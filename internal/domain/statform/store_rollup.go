package statform

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// standings are the units that owe the form in one of the quarters or entered something.
func standings(ctx context.Context, q database.Querier, c access.CommitteeID, form string, quarters []string) ([]Standing, error) {
	return database.Many[Standing](ctx, q, `WITH due AS (
			SELECT p.period, owed AS unit_id FROM stat_period p, unnest(p.units) AS owed
			WHERE p.committee_id = $1 AND p.form_code = $2 AND p.period = ANY($3)),
		sheet AS (SELECT period, unit_id, state, version FROM stat_sheet WHERE committee_id = $1 AND form_code = $2 AND period = ANY($3))
		SELECT period, u.id AS unit_id, u.name, d.unit_id IS NOT NULL AS due, coalesce(s.state, '') AS state, coalesce(s.version, 0) AS version
		FROM (SELECT DISTINCT * FROM due) d FULL JOIN sheet s USING (period, unit_id) JOIN unit u ON u.id = unit_id
		ORDER BY period, u.name COLLATE "vi-x-icu", u.id`, c, form, quarters)
}

// byUnit adds the rows of each sheet sent, then the quarters: their sum, or of what stands at a quarter's end the last one sent.
const byUnit = `WITH quarter AS (
		SELECT x.unit_id, x.column_key, x.period, sum(x.value) AS value FROM stat_cell x JOIN stat_sheet s USING (committee_id, form_code, period, unit_id)
		WHERE x.committee_id = $1 AND x.form_code = $2 AND x.period = ANY($3) AND s.state = 'sent' AND x.value IS NOT NULL
		GROUP BY x.unit_id, x.column_key, x.period),
	by_unit AS (
		SELECT unit_id, column_key, CASE WHEN column_key = ANY($5) THEN (array_agg(value ORDER BY period DESC))[1] ELSE sum(value) END AS value
		FROM quarter WHERE column_key = ANY($4) OR column_key = ANY($5) GROUP BY unit_id, column_key) `

func figures(ctx context.Context, q database.Querier, c access.CommitteeID, f Form, quarters []string) ([]Figure, error) {
	return database.Many[Figure](ctx, q, byUnit+`SELECT b.unit_id, b.column_key, trim_scale(b.value)::text AS value FROM by_unit b JOIN unit u ON u.id = b.unit_id
		ORDER BY u.name COLLATE "vi-x-icu", u.id, b.column_key`, c, f.Code, quarters, f.keys(Sum), f.keys(Last))
}

func totals(ctx context.Context, q database.Querier, c access.CommitteeID, f Form, quarters []string) ([]Figure, error) {
	return database.Many[Figure](ctx, q, byUnit+`SELECT NULL::uuid AS unit_id, column_key, trim_scale(sum(value))::text AS value FROM by_unit
		GROUP BY column_key ORDER BY column_key`, c, f.Code, quarters, f.keys(Sum), f.keys(Last))
}

// keys are those of the columns added up in one way.
func (f Form) keys(r Roll) []string {
	keys := []string{}
	for _, c := range f.Columns {
		if c.Roll == r {
			keys = append(keys, c.Key)
		}
	}
	return keys
}
