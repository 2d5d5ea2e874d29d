package meeting

import (
	"slices"
	"strings"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
)

// draftPaper is a paper as the record suggests it: who signs, to whom it goes. Everything in it can be changed by hand.
func draftPaper(c org.Committee, r Record, members []org.Member, k PaperKind) Paper {
	m := r.Meeting
	p := Paper{
		Committee: m.Committee, Meeting: m.ID, Kind: k, State: PaperDraft, SHA256: Digest{},
		Signer: chairSignatory(c, m, members), Recipients: recipientsOf(c, r, k),
	}
	if (k == Minutes || k == Supplement) && len(m.Secretaries) > 0 {
		p.Secretary = signatoryOf(m.Secretaries[0], members, "Thư ký")
	}
	if k == Minutes {
		p.IssuedOn = m.LastDay()
	}
	return p
}

// memberOf is the membership of a person on the day, or false. The highest comes first: members are in the order documents print them.
func memberOf(members []org.Member, p access.PersonID) (org.Member, bool) {
	i := slices.IndexFunc(members, func(m org.Member) bool { return m.Person == p })
	if i < 0 || p.IsZero() {
		return org.Member{}, false
	}
	return members[i], true
}

// signatoryOf is somebody who signs under the title they have in the committee (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.7.c).
func signatoryOf(n Named, members []org.Member, otherwise string) Signatory {
	s := Signatory{Person: n.ID, Name: n.Name, Title: otherwise}
	if m, ok := memberOf(members, n.ID); ok {
		s.Title = memberTitle(m, otherwise)
	}
	s.Title = strings.ToUpper(s.Title)
	return s
}

// chairSignatory signs for the committee. Whoever chairs without being its head signs in the head's place.
func chairSignatory(c org.Committee, m Meeting, members []org.Member) Signatory {
	if m.Chair.IsZero() && m.ChairName == "" {
		return Signatory{Title: strings.ToUpper(headTitle(c))}
	}
	s := signatoryOf(Named{m.Chair, m.ChairName}, members, "Chủ trì")
	member, ok := memberOf(members, m.Chair)
	switch {
	case !ok:
	case member.Role == "head":
		s.Title = strings.ToUpper(headTitle(c))
	default:
		s.ForHead = true
	}
	return s
}

func headTitle(c org.Committee) string {
	if c.HeadTitle != "" {
		return c.HeadTitle
	}
	return "Trưởng ban"
}

// roleTitles are the titles of members whom the decision gives none.
var roleTitles = map[org.MemberRole]string{ //nolint:gosec // titles, no secrets
	"head": "Trưởng ban", "standing_deputy": "Phó Trưởng ban Thường trực", "deputy_head": "Phó Trưởng ban",
	"standing_member": "Ủy viên Thường trực", "member": "Ủy viên", "secretary": "Thư ký",
}

func memberTitle(m org.Member, otherwise string) string {
	switch {
	case m.Title != "":
		return m.Title
	case roleTitles[m.Role] != "":
		return roleTitles[m.Role]
	}
	return otherwise
}

// recipientsOf are the lines of "Nơi nhận": the members, and for what gives tasks the units that lead them.
func recipientsOf(c org.Committee, r Record, k PaperKind) []string {
	if k == Invitation {
		return []string{"Như trên"}
	}
	lines := []string{"Thành viên " + c.ShortName}
	for _, t := range r.Tasks {
		if t.LeadName != "" && !slices.Contains(lines, t.LeadName) {
			lines = append(lines, t.LeadName)
		}
	}
	return lines
}
