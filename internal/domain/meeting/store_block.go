package meeting

import (
	"context"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

const selectBlock = `SELECT b.committee_id, b.id, b.meeting_id, b.position, b.kind, b.within_id, b.agenda_item_id, b.speaker_id, b.speaker, b.speaker_post,
	b.text, b.wording, b.source,
	CASE WHEN b.kind = 'vote' THEN jsonb_build_object('for', b.votes_for, 'against', b.votes_against, 'abstained', b.votes_abstained) END AS votes,
	b.withdrawn, b.version FROM block b`

// BlockByID reads a line of the minutes; NotFound when there is none. It asks no rights: the caller does.
func BlockByID(ctx context.Context, q database.Querier, c access.CommitteeID, b BlockID) (Block, error) {
	return database.One[Block](ctx, q, selectBlock+` WHERE b.committee_id = $1 AND b.id = $2`, c, b)
}

func blockHash(ctx context.Context, q database.Querier, c access.CommitteeID, b BlockID) (string, error) {
	return sentBefore(ctx, q, `SELECT created_hash FROM block WHERE committee_id = $1 AND id = $2`, c, b)
}

func insertBlock(ctx context.Context, tx database.Tx, b Block, hash string) error {
	v := votesOf(b)
	_, err := tx.Exec(ctx, `INSERT INTO block (committee_id, id, meeting_id, position, kind, within_id, agenda_item_id, speaker_id, speaker, speaker_post,
			text, wording, source, votes_for, votes_against, votes_abstained, search_key, created_hash)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
		b.Committee, b.ID, b.Meeting, b.Position, b.Kind, b.Within, b.AgendaItem, b.SpeakerID, b.Speaker, b.SpeakerPost,
		b.Text, b.Wording, b.Source, v[0], v[1], v[2], blockKey(b), hash)
	return database.Translate(err)
}

func updateBlock(ctx context.Context, tx database.Tx, b Block) error {
	v := votesOf(b)
	_, err := tx.Exec(ctx, `UPDATE block SET kind = $3, within_id = $4, agenda_item_id = $5, speaker_id = $6, speaker = $7, speaker_post = $8,
			text = $9, wording = $10, source = $11, votes_for = $12, votes_against = $13, votes_abstained = $14, withdrawn = $15, search_key = $16,
			version = version + 1
		WHERE committee_id = $1 AND id = $2`,
		b.Committee, b.ID, b.Kind, b.Within, b.AgendaItem, b.SpeakerID, b.Speaker, b.SpeakerPost,
		b.Text, b.Wording, b.Source, v[0], v[1], v[2], b.Withdrawn, blockKey(b))
	return database.Translate(err)
}

// votesOf are the three counts, all NULL for what is not a vote.
func votesOf(b Block) [3]*int {
	if b.Votes == nil {
		return [3]*int{}
	}
	return [3]*int{&b.Votes.For, &b.Votes.Against, &b.Votes.Abstained}
}

func blockKey(b Block) string { return vietnamese.Key(b.Speaker + " " + b.Text) }

// keepVersion appends the wording a block has now to its versions.
func keepVersion(ctx context.Context, tx database.Tx, b Block, by access.Actor, at time.Time) error {
	_, err := tx.Exec(ctx, `INSERT INTO block_version (committee_id, block_id, version, kind, text, speaker, withdrawn, recorded_at, user_id, login)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		b.Committee, b.ID, b.Version, b.Kind, b.Text, b.Speaker, b.Withdrawn, at, by.User, by.Login)
	return database.Translate(err)
}

func blockVersions(ctx context.Context, q database.Querier, c access.CommitteeID, b BlockID) ([]BlockVersion, error) {
	return database.Many[BlockVersion](ctx, q, `SELECT block_id, version, kind, text, speaker, withdrawn, recorded_at, user_id, login FROM block_version
		WHERE committee_id = $1 AND block_id = $2 ORDER BY version DESC`, c, b)
}

// hasWithin reports whether conclusions lie within a speech.
func hasWithin(ctx context.Context, q database.Querier, c access.CommitteeID, b BlockID) (bool, error) {
	var has bool
	err := q.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM block WHERE committee_id = $1 AND within_id = $2 AND NOT withdrawn)`, c, b).Scan(&has)
	return has, database.Translate(err)
}
