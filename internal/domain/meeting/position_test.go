package meeting

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Any sequence of placings leaves the lines in the order that a plain list would have, with rising positions.
func TestArrangeKeepsTheOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var lines []line
		var want [][16]byte
		for i := range rapid.IntRange(1, 60).Draw(t, "steps") {
			moved := [16]byte{byte(i + 1)}
			if len(want) > 1 && rapid.Bool().Draw(t, "existing") {
				moved = rapid.SampledFrom(want).Draw(t, "which")
			}
			want = slices.DeleteFunc(want, func(k [16]byte) bool { return k == moved })
			to, at := spot{}, len(want)
			switch {
			case rapid.Bool().Draw(t, "first"):
				to, at = spot{first: true}, 0
			case len(want) > 0 && rapid.Bool().Draw(t, "after"):
				i := rapid.IntRange(0, len(want)-1).Draw(t, "neighbour")
				to, at = spot{after: want[i]}, i+1
			}
			want = slices.Insert(want, at, moved)
			written, ok := arrange(lines, moved, to)
			if !ok {
				t.Fatalf("refused %v", to)
			}
			lines = applyWritten(lines, written)
			checkOrder(t, lines, want)
		}
	})
}

// applyWritten stores the written positions and reads the list back in order, as the database would.
func applyWritten(lines, written []line) []line {
	for _, w := range written {
		lines = slices.DeleteFunc(lines, func(l line) bool { return l.id == w.id })
	}
	lines = append(lines, written...)
	slices.SortFunc(lines, func(a, b line) int { return a.position - b.position })
	return lines
}

func checkOrder(t *rapid.T, lines []line, want [][16]byte) {
	for i, l := range lines {
		if l.id != want[i] {
			t.Fatalf("at %d stands %d, want %d", i, l.id[0], want[i][0])
		}
		if l.position <= 0 || i > 0 && l.position <= lines[i-1].position {
			t.Fatalf("positions do not rise: %v", lines)
		}
	}
}

func TestArrangeRefusesAnUnknownNeighbour(t *testing.T) {
	t.Parallel()
	if _, ok := arrange([]line{{[16]byte{1}, 1000}}, [16]byte{2}, spot{after: [16]byte{7}}); ok {
		t.Error("placed after a line that is not there")
	}
	if _, ok := arrange([]line{{[16]byte{1}, 1000}}, [16]byte{1}, spot{after: [16]byte{1}}); ok {
		t.Error("placed after itself")
	}
}
