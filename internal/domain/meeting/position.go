package meeting

import "slices"

// gap is the distance between neighbours, so that a line put between two others seldom moves them.
const gap = 1000

// line is a row of an ordered list of a meeting: agenda, roll or minutes.
type line struct {
	id       [16]byte
	position int
}

// spot says where a line goes: after another one, to the very beginning, or (zero) to the end.
type spot struct {
	after [16]byte
	first bool
}

// arrange puts a line (new or already among lines) at a spot and returns the lines whose position has to be written, itself always among
// them. lines are in their order. It reports false when the line to stand after is not in the list or is the line itself.
func arrange(lines []line, moved [16]byte, to spot) ([]line, bool) {
	rest := slices.DeleteFunc(slices.Clone(lines), func(l line) bool { return l.id == moved })
	at := len(rest)
	switch {
	case to.first:
		at = 0
	case to.after != [16]byte{}:
		i := slices.IndexFunc(rest, func(l line) bool { return l.id == to.after })
		if i < 0 {
			return nil, false
		}
		at = i + 1
	}
	if p, free := between(rest, at); free {
		return []line{{moved, p}}, true
	}
	return renumbered(slices.Insert(rest, at, line{id: moved})), true
}

// between is a free position before rest[at] and after rest[at-1], or false when the two are neighbours.
func between(rest []line, at int) (int, bool) {
	low := 0
	if at > 0 {
		low = rest[at-1].position
	}
	if at == len(rest) {
		return low + gap, true
	}
	p := low + (rest[at].position-low)/2
	return p, p > low && p < rest[at].position
}

func renumbered(lines []line) []line {
	for i := range lines {
		lines[i].position = (i + 1) * gap
	}
	return lines
}
