package access_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/testkit/golden"
)

// permissionsFile is the matrix as people read it.
const permissionsFile = "../../../docs/permissions.md"

// columns are the roles in Vietnamese, in the order of access.Roles, then the administrator.
func columns() []string {
	name := map[access.Role]string{
		access.Head: "Trưởng ban", access.Deputy: "Phó ban", access.Secretary: "Thư ký", access.Member: "Ủy viên",
		access.Focal: "Đầu mối đơn vị", access.Observer: "Giám sát",
	}
	var all []string
	for _, r := range access.Roles() {
		all = append(all, name[r])
	}
	return append(all, "Quản trị")
}

// row is one action of the matrix: ● may, ○ only for the units they answer for, empty may not.
func row(p access.Permission) []string {
	cells := []string{"`" + string(p.Action) + "`"}
	for _, r := range access.Roles() {
		switch {
		case !slices.Contains(p.Roles, r):
			cells = append(cells, "")
		case p.Own && r == access.Focal:
			cells = append(cells, "○")
		default:
			cells = append(cells, "●")
		}
	}
	if p.Admin {
		return append(cells, "●")
	}
	return append(cells, "")
}

func permissions() string {
	var b strings.Builder
	b.WriteString("# Quyền theo vai trò\n\n" +
		"Tệp này được in ra từ bảng trong `internal/foundation/access/matrix.go`; đừng sửa tay.\n" +
		"Mỗi quyền chỉ có hiệu lực trong ban chỉ đạo mà vai trò được trao; quản trị không cần vai trò trong ban.\n\n" +
		"● được làm · ○ chỉ với đơn vị mình làm đầu mối · trống: không được\n\n")
	line := func(cells []string) { b.WriteString("| " + strings.Join(cells, " | ") + " |\n") }
	heads := append([]string{"Việc"}, columns()...)
	line(heads)
	b.WriteString("|---" + strings.Repeat("|:-:", len(heads)-1) + "|\n")
	for _, p := range access.Actions() {
		line(row(p))
	}
	return b.String()
}

func TestPermissionsAreWrittenDown(t *testing.T) {
	t.Parallel()
	golden.Equal(t, permissionsFile, permissions())
}

// TestVerdictsFollowTheMatrix asks every verdict for every actor, so that the printed matrix is what is decided.
func TestVerdictsFollowTheMatrix(t *testing.T) {
	t.Parallel()
	mine, other := access.CommitteeID(id.Random()), access.CommitteeID(id.Random())
	for _, p := range access.Actions() {
		for _, r := range access.Roles() {
			by := access.Actor{Login: string(r), Grants: []access.Grant{{Committee: mine, Role: r}}}
			if got, want := by.May(mine, p.Action), slices.Contains(p.Roles, r); got != want {
				t.Errorf("%s may %s: %v, want %v", r, p.Action, got, want)
			}
			if by.May(other, p.Action) {
				t.Errorf("%s may %s in another committee", r, p.Action)
			}
			if by.May(access.CommitteeID{}, p.Action) {
				t.Errorf("%s may %s outside any committee", r, p.Action)
			}
		}
		if (access.Actor{Login: "x"}).May(mine, p.Action) {
			t.Errorf("somebody without a role may %s", p.Action)
		}
		if got := (access.Actor{Admin: true}).May(mine, p.Action); got != p.Admin {
			t.Errorf("an administrator may %s: %v, want %v", p.Action, got, p.Admin)
		}
		if !access.System("cli").May(mine, p.Action) {
			t.Errorf("the built-in actor may not %s", p.Action)
		}
	}
	if (access.Actor{Admin: true}).May(mine, "no.such.action") {
		t.Error("an action that is not in the matrix is allowed")
	}
}

func TestActionsAreCopies(t *testing.T) {
	t.Parallel()
	access.Actions()[0].Roles[0] = access.Focal
	if access.Actions()[0].Roles[0] != access.Head {
		t.Error("the matrix can be changed from outside")
	}
	seen := map[access.Action]bool{}
	for _, p := range access.Actions() {
		if seen[p.Action] {
			t.Errorf("%s stands twice", p.Action)
		}
		seen[p.Action] = true
	}
}

func TestReadScope(t *testing.T) {
	t.Parallel()
	c, u := access.CommitteeID(id.Random()), access.UnitID(id.Random())
	actor := func(roles ...access.Role) access.Actor {
		a := access.Actor{Login: "x", Units: []access.UnitID{u}}
		for _, r := range roles {
			a.Grants = append(a.Grants, access.Grant{Committee: c, Role: r})
		}
		return a
	}
	for name, tt := range map[string]struct {
		by    access.Actor
		all   bool
		units int
		issue bool
	}{
		"head":                    {by: actor(access.Head), all: true},
		"deputy":                  {by: actor(access.Deputy), all: true},
		"secretary":               {by: actor(access.Secretary), all: true},
		"member":                  {by: actor(access.Member), all: true},
		"member and focal person": {by: actor(access.Member, access.Focal), all: true},
		"focal person":            {by: actor(access.Focal), units: 1},
		"observer":                {by: actor(access.Observer), issue: true},
		"focal and observer":      {by: actor(access.Focal, access.Observer), units: 1, issue: true},
		"built-in actor":          {by: access.System("cli"), all: true},
	} {
		s, err := tt.by.ReadScope(c)
		if err != nil || s.All != tt.all || len(s.Units) != tt.units || s.IssuedOnly != tt.issue || s.Empty() {
			t.Errorf("%s: %+v, %v", name, s, err)
		}
	}
	for name, by := range map[string]access.Actor{"nobody": {}, "an administrator without a role": {Admin: true}} {
		if _, err := by.ReadScope(c); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: %v, want not found", name, err)
		}
	}
	if _, err := actor(access.Head).ReadScope(access.CommitteeID(id.Random())); fault.KindOf(err) != fault.NotFound {
		t.Errorf("the head of another committee: %v, want not found", err)
	}
}

func TestRequire(t *testing.T) {
	t.Parallel()
	if err := access.Require(true); err != nil {
		t.Error(err)
	}
	if err := access.Require(false); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("%v, want forbidden", err)
	}
	u := access.UnitID(id.Random())
	c, other := access.CommitteeID(id.Random()), access.CommitteeID(id.Random())
	if (access.Actor{}).AnswersFor(c, u) || !(access.Actor{Units: []access.UnitID{u}}).AnswersFor(c, u) {
		t.Error("answers for")
	}
	lent := access.Actor{Name: "Bà B", Login: "b", Lent: []access.LentUnit{{Committee: c, Unit: u}}, Grants: []access.Grant{{Committee: c, Role: access.Focal, For: "Ông A"}}}
	if !lent.AnswersFor(c, u) || lent.AnswersFor(other, u) {
		t.Error("a unit is lent in one committee")
	}
	if lent.NameIn(c) != "Bà B (thay Ông A)" || lent.NameIn(other) != "Bà B" || lent.LoginIn(c) != "b (thay Ông A)" {
		t.Errorf("names %q, %q", lent.NameIn(c), lent.NameIn(other))
	}
	if lent.HasOwn(c, access.Focal) || !lent.Has(c, access.Focal) {
		t.Error("a lent role is not one's own")
	}
}
