package org

import (
	"context"
	"slices"
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
	n := len(of.Where.Args)
	sql := of.Select + `, count(*) OVER () AS total ` + of.From + ` WHERE ` + of.Where.String() + ` ORDER BY ` + l.OrderBy(of.Columns) +
		` LIMIT ` + of.Where.Arg(0) + ` OFFSET ` + of.Where.Arg(0)
	read := func(page int) (Page[T], error) {
		args := append(slices.Clone(of.Where.Args[:n]), l.Per, (page-1)*l.Per)
		rows, total, err := database.Counted[T](ctx, q, sql, args...)
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

// search narrows a list to rows whose search key holds the words and returns the order that puts those with the very
// marks typed first ("" without words). shown is the SQL of the text people see.
func search(l ListQuery, w *database.Conditions, key, shown string) string {
	if vietnamese.Key(l.Words) == "" {
		return ""
	}
	w.And(key+` LIKE ?`, l.Like())
	words := strings.ToLower(Line(l.Words))
	return `strpos(lower((` + shown + `) COLLATE "vi-x-icu"), ` + w.Arg(words) + `) > 0 DESC, `
}

// led puts an order before every column of a table of sort columns.
func led(by string, columns []SortColumn) []SortColumn {
	out := slices.Clone(columns)
	for i := range out {
		out[i].SQL = by + out[i].SQL
	}
	return out
}
