package meeting

// Gap is what a task of a record lacks of the six clear things (6 rõ: người, việc, thời gian, trách nhiệm, sản phẩm, thẩm quyền).
type Gap string

// The gaps. The words of each lie below "meeting.gap.".
const (
	NoLead      Gap = "lead"      // người: nobody leads it
	ManyLeads   Gap = "leads"     // trách nhiệm: more than one leads it, so nobody alone answers for it
	NoDeadline  Gap = "deadline"  // thời gian: no day is understood from the words
	NoProduct   Gap = "product"   // sản phẩm: nothing that is to be handed in
	NoAuthority Gap = "authority" // thẩm quyền: it stems from no line of the record, so nobody is seen to have given it
	ShortWords  Gap = "words"     // việc: so few words that nobody can know what is to be done
)

// Lacking is a task of a record with what it lacks.
type Lacking struct {
	Task TaskLink `json:"task"`
	Gaps []Gap    `json:"gaps"`
}

// checked is what the check asks of a task beyond what a record shows of it.
type checked struct {
	TaskLink
	Leads   int    `db:"lead_count"`
	Product string `db:"product"`
}

// fewest is the length, in bytes, below which the words of a task are too few.
const fewest = 15

// gaps holds a task against the six.
func (c checked) gaps() []Gap {
	all := []Gap{}
	for _, g := range []struct {
		missing bool
		gap     Gap
	}{
		{len(c.Text) < fewest, ShortWords},
		{c.Leads == 0, NoLead},
		{c.Leads > 1, ManyLeads},
		{c.DueOn.IsZero() && c.DeadlineKind != "recurring" && c.DeadlineKind != "continuous", NoDeadline},
		{c.Product == "", NoProduct},
		{c.Block.IsZero() && len(c.Shortcomings) == 0, NoAuthority},
	} {
		if g.missing {
			all = append(all, g.gap)
		}
	}
	return all
}

// Completeness is what a record lacks before it is issued. Only Undecided keeps it from being closed, the rest warns.
type Completeness struct {
	Tasks     []Lacking    `json:"tasks"` // those that lack something
	Counted   int          `json:"counted"`
	Undecided []AgendaItem `json:"undecided"`
	Comments  int          `json:"open_comments"` // on the circulated draft, that nobody answered
}
