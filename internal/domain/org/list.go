package org

import (
	"slices"
	"strings"

	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

// The smallest and largest page of a list, and the usual one.
const (
	DefaultPer = 50
	MaxPer     = 200
)

// ListQuery is what every list understands: words to search for, a column to sort by, a page.
type ListQuery struct {
	Words string `json:"words"`
	Sort  string `json:"sort"`
	Desc  bool   `json:"desc"`
	Page  int    `json:"page"` // 1, 2, 3 …; below 1 means 1
	Per   int    `json:"per"`  // rows of a page, at most MaxPer; below 1 means DefaultPer
}

// Norm returns the query with a usable page and page size.
func (l ListQuery) Norm() ListQuery {
	if l.Per < 1 {
		l.Per = DefaultPer
	}
	l.Per = min(l.Per, MaxPer)
	l.Page = max(l.Page, 1)
	return l
}

// Limit and Offset are the page in SQL's words.
func (l ListQuery) Limit() int { return l.Norm().Per }

// Offset is the number of rows before the page.
func (l ListQuery) Offset() int { return (l.Norm().Page - 1) * l.Norm().Per }

// LikeKey is the LIKE pattern that finds words, with or without marks, in a search_key column.
func LikeKey(words string) string {
	key := likeText(words)
	if key == "" {
		return "%"
	}
	return "%" + key + "%"
}

// LikeEach is a LIKE pattern for each of the words, so that they are found in any order; none when there are none.
func LikeEach(words string) []string {
	var all []string
	for _, word := range atMost(strings.Fields(vietnamese.Key(words))) {
		all = append(all, "%"+plainLike(word)+"%")
	}
	return all
}

// maxWords bounds what one search can cost.
const maxWords = 12

func atMost(words []string) []string { return words[:min(len(words), maxWords)] }

// likeText is the search key of words with what LIKE reads as signs made plain.
func likeText(words string) string { return plainLike(vietnamese.Key(words)) }

func plainLike(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}

// SortColumn is a column a list may be sorted by: its public name and the SQL it stands for, with the sign "§" where the
// direction goes (so that a tie-breaker keeps its own direction).
type SortColumn struct{ Name, SQL string }

// OrderBy returns the ORDER BY list of the chosen column, or of the first one when the choice is unknown.
// Only SQL from the table gets into the statement, never what was typed.
func (l ListQuery) OrderBy(columns []SortColumn) string {
	i := slices.IndexFunc(columns, func(c SortColumn) bool { return c.Name == l.Sort })
	direction := "ASC"
	if l.Desc {
		direction = "DESC"
	}
	return strings.ReplaceAll(columns[max(i, 0)].SQL, "§", direction)
}

// Page is one page of a list. Total counts all rows of the list, not only these.
type Page[T any] struct {
	Rows  []T `json:"rows"`
	Total int `json:"total"`
	Page  int `json:"page"`
	Per   int `json:"per"`
}

// Pages is the number of pages, at least 1.
func (p Page[T]) Pages() int {
	if p.Per < 1 {
		return 1
	}
	return max(1, (p.Total+p.Per-1)/p.Per)
}
