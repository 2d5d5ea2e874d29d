// Package migrations holds the steps that build the database, in order. A released step is never edited: what is wrong
// in it is mended by a further one. schema.sql, beside them, is what they add up to, for reading and for reviews.
package migrations

import "embed"

// FS holds the numbered steps and nothing else.
//
//go:embed 0*.sql
var FS embed.FS
