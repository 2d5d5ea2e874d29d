package meeting

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// postOn is the line of offices a person held on a day, as minutes name them; empty when the register knows none.
// The posts come high to low, then the title in the committee; units bear the name valid that day.
func postOn(ctx context.Context, q database.Querier, c access.CommitteeID, p access.PersonID, day calendar.Date) (string, error) {
	parts, err := database.Many[postPart](ctx, q, `SELECT o.title, coalesce(
			(SELECT n.name FROM unit_name n WHERE n.unit_id = o.unit_id AND n.valid_from <= $3 ORDER BY n.valid_from DESC LIMIT 1), u.name, '') AS unit_name
		FROM (SELECT 1 AS part, title, unit_id, position_order, id FROM person_post
			   WHERE person_id = $2 AND NOT withdrawn AND coalesce(valid_from, $3) <= $3 AND coalesce(valid_to, $3) >= $3
			  UNION ALL
			  SELECT 2, title, NULL, position_order, id FROM membership
			   WHERE committee_id = $1 AND person_id = $2 AND title <> '' AND NOT withdrawn
			     AND coalesce(valid_from, $3) <= $3 AND coalesce(valid_to, $3) >= $3) o
		LEFT JOIN unit u ON u.id = o.unit_id
		ORDER BY o.part, o.position_order, o.title, o.id`, c, p, day)
	return postLine(parts), err
}
