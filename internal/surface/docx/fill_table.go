package docx

import "slices"

// table fills a table. Rows are repeated when the mark that begins and the mark that ends stand in different cells or rows; within one
// cell the rules of paragraphs hold. A table that loses all its rows goes.
func (f *filler) table(tbl *node, s *scope) []*node {
	c := tbl.shell()
	c.kids = f.rows(tbl.kids, s)
	isRow := func(n *node) bool { return n.name == "w:tr" }
	if slices.ContainsFunc(tbl.kids, isRow) && !slices.ContainsFunc(c.kids, isRow) {
		return nil
	}
	return []*node{c}
}

func (f *filler) rows(kids []*node, s *scope) []*node {
	var out []*node
	for i := 0; i < len(kids); i++ {
		if kids[i].name != "w:tr" {
			out = append(out, f.each(kids[i], s)...)
			continue
		}
		m, body, used := section(kids[i:])
		if used == 0 {
			out = append(out, f.each(kids[i], s)...)
			continue
		}
		for _, member := range s.repeats(m) {
			if !f.room() {
				return out
			}
			out = append(out, f.rows(body, member)...)
		}
		i += used - 1
	}
	return out
}

// spot is a mark in a table and where it lies.
type spot struct {
	mark
	row, cell int
	text      *node
	at        []int
}

// section is what the first mark of the first row repeats: the mark, the rows without the two marks, and how many rows it
// takes up; 0 when that mark is no matter of rows.
func section(rows []*node) (mark, []*node, int) {
	first := spots(rows[:1])
	if len(first) == 0 || first[0].verb == value || first[0].verb == closes {
		return mark{}, nil, 0
	}
	depth := 0
	for i := range rows {
		if rows[i].name != "w:tr" {
			continue
		}
		for _, p := range spots(rows[i : i+1]) {
			if p.name != first[0].name || p.verb == value {
				continue
			}
			if p.verb == closes {
				depth--
			} else {
				depth++
			}
			if depth == 0 {
				if i == 0 && p.cell == first[0].cell {
					return mark{}, nil, 0
				}
				return first[0].mark, without(rows[:i+1]), i + 1
			}
		}
	}
	return mark{}, nil, 0
}

// spots lists the marks of rows in their order.
func spots(rows []*node) []spot {
	var all []spot
	for r, row := range rows {
		cell := 0
		for _, tc := range row.kids {
			if tc.name == "w:tc" {
				all = append(all, spotsOf(tc, spot{row: r, cell: cell})...)
				cell++
			}
		}
	}
	return all
}

func spotsOf(n *node, at spot) []spot {
	var all []spot
	for _, k := range n.kids {
		if k.name == "w:t" {
			text := k.plain()
			for _, w := range marked.FindAllStringIndex(text, -1) {
				m, _ := markAt(text[w[0]:w[1]])
				all = append(all, spot{mark: m, row: at.row, cell: at.cell, text: k, at: w})
			}
		}
		all = append(all, spotsOf(k, at)...)
	}
	return all
}

// without copies rows and takes out the first mark and the one that ends what it begins. Rows that held nothing else go.
func without(rows []*node) []*node {
	copies := make([]*node, len(rows))
	for i, r := range rows {
		copies[i] = r.clone()
	}
	all := spots(copies)
	first, last, depth := all[0], all[0], 0
	for _, p := range all {
		if p.name == first.name && p.verb != value {
			depth += map[bool]int{true: -1, false: 1}[p.verb == closes]
			if depth == 0 {
				last = p
				break
			}
		}
	}
	// The later one first, so that the place of the other still holds when both lie in one text.
	for _, p := range []spot{last, first} {
		text := p.text.plain()
		p.text.say(text[:p.at[0]] + text[p.at[1]:])
	}
	return slices.DeleteFunc(copies, func(r *node) bool {
		was := rows[slices.Index(copies, r)]
		return r.name == "w:tr" && len(spots([]*node{was})) == 1 && rowText(r) == ""
	})
}

func rowText(n *node) string {
	if n.name == "w:t" {
		return n.plain()
	}
	text := ""
	for _, k := range n.kids {
		text += rowText(k)
	}
	return text
}
