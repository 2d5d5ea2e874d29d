package org

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

// Listing is the SQL of a list without its page: what to select, from where, under which conditions, in which orders.
type Listing struct {
	Select  string // "SELECT u.id, u.name"
	From    string // "FROM unit u"
	Where   *database.Conditions
	Columns []SortColumn // the first is the usual order
}

// ReadPage reads one page of a list with the number of all its rows in the same statement. A page past the end is the last one.
func ReadPage[T any](ctx context.Context, q database.Querier, l ListQuery, of Listing) (Page[T], error) {
	l = l.Norm()
	sql := of.Select + `, count(*) OVER () AS total ` + of.From + ` WHERE ` + of.Where.String() + ` ORDER BY ` + l.OrderBy(of.Columns)
	args := slices.Clone(of.Where.Args)
	read := func(page int) (Page[T], error) {
		cut, more := l.cut(page, len(args))
		rows, total, err := database.Counted[T](ctx, q, sql+cut, append(slices.Clone(args), more...)...)
		return Page[T]{Rows: rows, Total: total, Page: page, Per: l.Per}, err
	}
	p, err := read(l.Page)
	if err != nil || len(p.Rows) > 0 || l.Page == 1 {
		return p, err
	}
	if p, err = read(1); err != nil || p.Pages() == 1 {
		return p, err
	}
	return read(p.Pages())
}

// cut is the SQL that cuts a page out of a list whose statement has n arguments, with its own. The size of a page is written
// as it is, and the first page skips nothing: with both as parameters PostgreSQL cannot tell how little is asked for, takes no
// generic plan, and plans the statement anew for every page shown.
func (l ListQuery) cut(page, n int) (string, []any) {
	sql := ` LIMIT ` + strconv.Itoa(l.Per)
	if page == 1 {
		return sql, nil
	}
	return sql + ` OFFSET $` + strconv.Itoa(n+1), []any{(page - 1) * l.Per}
}

// Searched is the SQL by which rows are found: the key without marks, the text that people see, and the number they may be
// asked for by, where they have one.
type Searched struct{ Key, Shown, Number string }

// Search narrows a list to rows whose search key holds every word, in any order (or whose number was asked for), and returns its
// columns with the best rows first: those with the very words as typed, then those with their marks, then those with the words
// side by side.
func Search(l ListQuery, w *database.Conditions, by Searched, columns []SortColumn) []SortColumn {
	patterns := LikeEach(l.Words)
	if len(patterns) == 0 {
		return columns
	}
	w.And(by.matches(len(patterns)), by.args(patterns, Line(l.Words))...)
	typed := strings.ToLower(Line(l.Words))
	text := `lower((` + by.Shown + `) COLLATE "vi-x-icu")`
	return led(`strpos(`+text+`, `+w.Arg(typed)+`) > 0 DESC, `+text+` LIKE ALL(`+w.Arg(marked(typed))+`::text[]) DESC, strpos(`+by.Key+`, `+
		w.Arg(vietnamese.Key(l.Words))+`) > 0 DESC, `, columns)
}

// matches is one LIKE for each word: LIKE ALL would use no index.
func (by Searched) matches(words int) string {
	every := strings.Repeat(by.Key+` LIKE ? AND `, words-1) + by.Key + ` LIKE ?`
	if by.Number == "" {
		return every
	}
	return by.Number + `::text = ? OR ` + every
}

func (by Searched) args(patterns []string, typed string) []any {
	var all []any
	if by.Number != "" {
		all = append(all, typed)
	}
	for _, p := range patterns {
		all = append(all, p)
	}
	return all
}

// marked is a LIKE pattern for each word as it is typed, marks included.
func marked(typed string) []string {
	var all []string
	for _, word := range atMost(strings.Fields(typed)) {
		all = append(all, "%"+plainLike(word)+"%")
	}
	return all
}

// led puts an order before every column of a table of sort columns.
func led(by string, columns []SortColumn) []SortColumn {
	out := slices.Clone(columns)
	for i := range out {
		out[i].SQL = by + out[i].SQL
	}
	return out
}
