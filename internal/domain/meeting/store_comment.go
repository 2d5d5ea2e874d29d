package meeting

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

const selectComment = `SELECT committee_id, id, meeting_id, block_id, block_version, text, state, answer, person_id, name, user_id, login, commented_at,
	answered_by, answered_at, version FROM block_comment`

func commentByID(ctx context.Context, q database.Querier, c access.CommitteeID, k CommentID) (Comment, error) {
	return database.One[Comment](ctx, q, selectComment+` WHERE committee_id = $1 AND id = $2`, c, k)
}

func commentHash(ctx context.Context, q database.Querier, c access.CommitteeID, k CommentID) (string, error) {
	return sentBefore(ctx, q, `SELECT created_hash FROM block_comment WHERE committee_id = $1 AND id = $2`, c, k)
}

func commentsOf(ctx context.Context, q database.Querier, m Meeting) ([]Comment, error) {
	return database.Many[Comment](ctx, q, selectComment+` WHERE committee_id = $1 AND meeting_id = $2 ORDER BY commented_at, id`, m.Committee, m.ID)
}

func insertComment(ctx context.Context, tx database.Tx, k Comment, hash string) error {
	_, err := tx.Exec(ctx, `INSERT INTO block_comment (committee_id, id, meeting_id, block_id, block_version, text, person_id, name, user_id, login, commented_at, created_hash)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		k.Committee, k.ID, k.Meeting, k.Block, k.BlockVersion, k.Text, k.Person, k.Name, k.User, k.Login, k.At, hash)
	return database.Translate(err)
}

func answerComment(ctx context.Context, tx database.Tx, k Comment) error {
	_, err := tx.Exec(ctx, `UPDATE block_comment SET state = $3, answer = $4, answered_by = $5, answered_at = $6, version = version + 1
		WHERE committee_id = $1 AND id = $2`, k.Committee, k.ID, k.State, k.Answer, k.AnsweredBy, k.AnsweredAt)
	return database.Translate(err)
}
