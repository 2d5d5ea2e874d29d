package meeting

// mergedBlock is a line made of two that come from the same one: what is to be stored, or what a person has to choose from.
type mergedBlock struct {
	content BlockContent
	overlap []string // names of the fields both changed differently
}

// contentOf is what a person wrote about a stored line.
func contentOf(b Block) BlockContent {
	return BlockContent{
		Kind: b.Kind, Within: b.Within, AgendaItem: b.AgendaItem, SpeakerID: b.SpeakerID, Speaker: b.Speaker, SpeakerPost: b.SpeakerPost,
		Text: b.Text, Wording: b.Wording, Source: b.Source, Votes: b.Votes,
	}
}

// mergeBlock joins two changed lines field by field, the text by words. What belongs together (who spoke and their post; the kind
// with its votes and the speech it lies within) is taken from one side as a whole.
func mergeBlock(base, mine, theirs BlockContent) mergedBlock {
	m := mergedBlock{content: theirs}
	text := MergeText(base.Text, mine.Text, theirs.Text)
	m.content.Text = text.Text
	if text.Overlap {
		m.overlap = append(m.overlap, "text")
	}
	for _, g := range []struct {
		field string
		same  func(a, b BlockContent) bool
		take  func(to *BlockContent, from BlockContent)
	}{
		{"kind", sameKind, func(to *BlockContent, from BlockContent) {
			to.Kind, to.Within, to.Votes = from.Kind, from.Within, from.Votes
		}},
		{"speaker", sameSpeaker, func(to *BlockContent, from BlockContent) {
			to.SpeakerID, to.Speaker, to.SpeakerPost = from.SpeakerID, from.Speaker, from.SpeakerPost
		}},
		{"agenda_item_id", sameItem, func(to *BlockContent, from BlockContent) { to.AgendaItem = from.AgendaItem }},
		{"wording", sameWording, func(to *BlockContent, from BlockContent) { to.Wording, to.Source = from.Wording, from.Source }},
	} {
		switch {
		case g.same(base, mine), g.same(mine, theirs): // theirs stands
		case g.same(base, theirs):
			g.take(&m.content, mine)
		default:
			g.take(&m.content, mine)
			m.overlap = append(m.overlap, g.field)
		}
	}
	return m
}

func sameKind(a, b BlockContent) bool {
	if a.Kind != b.Kind || a.Within != b.Within || (a.Votes == nil) != (b.Votes == nil) {
		return false
	}
	return a.Votes == nil || *a.Votes == *b.Votes
}

// sameSpeaker takes an empty name or post of a registered person for "as the register has it": that is how it is filled in.
func sameSpeaker(a, b BlockContent) bool {
	if a.SpeakerID != b.SpeakerID {
		return false
	}
	filled := !a.SpeakerID.IsZero()
	return sameOr(filled, a.Speaker, b.Speaker) && sameOr(filled, a.SpeakerPost, b.SpeakerPost)
}

func sameItem(a, b BlockContent) bool { return a.AgendaItem == b.AgendaItem }

// sameWording takes empty for "as the meeting's", which is how it is filled in.
func sameWording(a, b BlockContent) bool {
	return sameOr(true, string(a.Wording), string(b.Wording)) && sameOr(true, a.Source, b.Source)
}

func sameOr(empty bool, a, b string) bool { return a == b || empty && (a == "" || b == "") }

// sameContent reports whether two lines say the same.
func sameContent(a, b BlockContent) bool {
	return a.Text == b.Text && sameKind(a, b) && sameSpeaker(a, b) && sameItem(a, b) && sameWording(a, b)
}
