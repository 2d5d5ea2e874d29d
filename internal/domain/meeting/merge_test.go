package meeting

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

func TestMergeText(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, base, mine, theirs, want string
		overlap                        bool
	}{
		{"only I changed", "một hai ba", "một hai bốn", "một hai ba", "một hai bốn", false},
		{"only they changed", "một hai ba", "một hai ba", "không hai ba", "không hai ba", false},
		{"both changed different words", "một hai ba", "một hai bốn", "không hai ba", "không hai bốn", false},
		{"both say the same", "một hai", "một ba", "một ba", "một ba", false},
		{"I go on writing while they mend the beginning", "Xa mẫu báo cáo", "Xa mẫu báo cáo tiến độ", "Xã mẫu báo cáo", "Xã mẫu báo cáo tiến độ", false},
		{"they took a sentence out, I changed another", "Mở đầu. Câu hai đây.", "Mở đầu. Câu hai ấy.", "Câu hai đây.", "Câu hai ấy.", false},
		{"both changed the same word", "một hai ba", "một HAI ba", "một nhị ba", "một HAI nhị ba", true},
		{"both went on at the end", "một", "một hai", "một ba", "một hai ba", true},
		{"I changed a word they took out", "một hai ba", "một nhị ba", "một ba", "một nhị ba", true},
		{"both began an empty line", "", "tôi", "họ", "tôi họ", true},
		{"a break of lines is kept", "một\nhai ba", "một\nhai bốn", "không\nhai ba", "không\nhai bốn", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := MergeText(tt.base, tt.mine, tt.theirs); got.Text != tt.want || got.Overlap != tt.overlap {
				t.Errorf("%+v, want %q overlap %t", got, tt.want, tt.overlap)
			}
		})
	}
}

// anyText draws few words and odd spaces, so that texts have much in common.
func anyText() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "đường", " ", "  ", "\n", " "}), 0, 24).Draw(t, "parts")
		return strings.Join(parts, "")
	})
}

func TestTokensAreTheText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := anyText().Draw(t, "text")
		if got := textOf(tokens(s)); got != s {
			t.Fatalf("%q became %q", s, got)
		}
	})
}

func TestMergeLosesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		base, mine, theirs := anyText().Draw(t, "base"), anyText().Draw(t, "mine"), anyText().Draw(t, "theirs")
		if got := MergeText(base, mine, base); got.Text != mine || got.Overlap {
			t.Fatalf("nobody else changed it: %+v, want %q", got, mine)
		}
		if got := MergeText(base, base, theirs); got.Text != theirs || got.Overlap {
			t.Fatalf("I changed nothing: %+v, want %q", got, theirs)
		}
		if got := MergeText(base, mine, mine); got.Text != mine || got.Overlap {
			t.Fatalf("we said the same: %+v, want %q", got, mine)
		}
		one, other := MergeText(base, mine, theirs), MergeText(base, theirs, mine)
		if one.Overlap != other.Overlap {
			t.Fatalf("it overlaps for one of them only: %+v %+v", one, other)
		}
	})
}

func TestDisjointEditsMerge(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(3, 40).Draw(t, "words")
		words := make([]string, n)
		for i := range words {
			words[i] = fmt.Sprintf("từ%d", i)
		}
		p := rapid.IntRange(0, n-3).Draw(t, "mine at")
		q := rapid.IntRange(p+2, n-1).Draw(t, "theirs at")
		put := func(at int, word string, to []string) []string {
			to = slices.Clone(to)
			to[at] = word
			return to
		}
		mineWord, theirWord := rapid.SampledFrom([]string{"tôi", "tôi sửa hẳn", ""}).Draw(t, "mine"), rapid.SampledFrom([]string{"họ", "họ sửa"}).Draw(t, "theirs")
		text := func(w []string) string { return strings.Join(w, " ") }
		mine, theirs := put(p, mineWord, words), put(q, theirWord, words)
		want := text(put(q, theirWord, put(p, mineWord, words)))
		if got := MergeText(text(words), text(mine), text(theirs)); got.Overlap || strings.Join(strings.Fields(got.Text), " ") != strings.Join(strings.Fields(want), " ") {
			t.Fatalf("%+v, want %q", got, want)
		}
	})
}

func TestCompareTellsBothTexts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		before, after := anyText().Draw(t, "before"), anyText().Draw(t, "after")
		var was, is []token
		for _, p := range Compare(before, after) {
			if p.Op != "new" {
				was = append(was, tokens(p.Text)...)
			}
			if p.Op != "gone" {
				is = append(is, tokens(p.Text)...)
			}
		}
		if !sameWords(was, tokens(before)) || textOf(is) != after {
			t.Fatalf("%q → %q told as %+v", before, after, Compare(before, after))
		}
	})
}

func TestALongRewrittenTextIsComparedInTime(t *testing.T) {
	t.Parallel()
	before, after := strings.Repeat("một hai ", 6000), strings.Repeat("ba bốn năm ", 6000)
	pieces := Compare("đầu "+before+"cuối", "đầu "+after+"cuối")
	if len(pieces) != 4 || pieces[0].Op != "same" || pieces[3].Op != "same" {
		t.Errorf("%d pieces, want the common ends kept and the middle replaced", len(pieces))
	}
}

func TestMergeBlockKeepsWhatBelongsTogether(t *testing.T) {
	t.Parallel()
	person, other := access.PersonID(id.Random()), access.PersonID(id.Random())
	base := BlockContent{Kind: Speech, SpeakerID: person, Text: "một hai ba"}
	stored := base
	stored.Speaker, stored.SpeakerPost, stored.Wording = "Trần Ví Dụ", "Phó Chủ tịch", Verbatim
	with := func(c BlockContent, f func(*BlockContent)) BlockContent { f(&c); return c }
	for _, tt := range []struct {
		name         string
		mine, theirs BlockContent
		want         BlockContent
		overlap      []string
	}{
		{
			"what the register filled in is no change of theirs",
			with(base, func(c *BlockContent) { c.SpeakerID, c.Text = other, "một hai bốn" }), stored,
			with(stored, func(c *BlockContent) {
				c.SpeakerID, c.Speaker, c.SpeakerPost, c.Text = other, "", "", "một hai bốn"
			}), nil,
		},
		{
			"I made it a vote while they mended a word",
			with(base, func(c *BlockContent) { c.Kind, c.Votes = Vote, &Votes{For: 3} }), with(stored, func(c *BlockContent) { c.Text = "một hai bốn" }),
			with(stored, func(c *BlockContent) { c.Kind, c.Votes, c.Text = Vote, &Votes{For: 3}, "một hai bốn" }), nil,
		},
		{
			"both chose another kind",
			with(base, func(c *BlockContent) { c.Kind = Note }), with(stored, func(c *BlockContent) { c.Kind = Conclusion }),
			with(stored, func(c *BlockContent) { c.Kind = Note }),
			[]string{"kind"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := mergeBlock(base, tt.mine, tt.theirs)
			if !sameContent(got.content, tt.want) || !slices.Equal(got.overlap, tt.overlap) {
				t.Errorf("%+v, want %+v overlap %v", got, tt.want, tt.overlap)
			}
		})
	}
}

func FuzzMergeText(f *testing.F) {
	f.Add("một hai", "một ba", "không hai")
	f.Add("", "a", "b")
	f.Fuzz(func(t *testing.T, base, mine, theirs string) {
		if got := MergeText(base, mine, theirs); !got.Overlap && mine != theirs && mine != base && theirs != base && len(got.Text) > len(mine)+len(theirs)+len(base) {
			t.Errorf("longer than all three together: %q", got.Text)
		}
	})
}
