package api

import (
	"context"
	"net/http"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

const committeePath = "/committees/{committee}"

func (a *API) committeeRoutes() []route {
	o := a.d.Org
	return []route{
		pages(title{"/committees", "listCommittees", "The committees you have a role in"}, a.listCommittees),
		creates(title{"/committees", "createCommittee", "Found a committee (administrators)"}, "/committees/{id}", o.CreateCommittee, a.committeeThere),
		reads(title{committeePath, "getCommittee", "A committee"}, func(_ context.Context, c call) (org.Committee, error) { return c.committee, nil }),
		edits(title{committeePath, "editCommittee", "Change a committee's settings (administrators)"}, o.EditCommittee).bind("committee=id"),
		asks(title{committeePath + "/overview", "getOverview", "What stands on the committee's first page, today or as of a day gone by"}, a.overview),
		pages(title{committeePath + "/overview/silent-units", "listSilentUnits", "The units that lead open tasks and have long said nothing"}, a.listSilent),

		lists(title{committeePath + "/terms", "listTerms", "Terms of office, the latest first"}, a.listTerms),
		creates(title{committeePath + "/terms", "createTerm", "Record a term of office (administrators)"}, committeePath+"/terms", o.CreateTerm, a.termThere),
		edits(title{committeePath + "/terms/{term}", "editTerm", "Change or withdraw a term of office (administrators)"}, o.EditTerm).bind("term=id"),

		lists(title{committeePath + "/presets", "listPresets", "By which half-years the committee reports, the latest setting first"}, a.listPresets),
		a.setPreset(),

		pages(title{committeePath + "/members", "listMembers", "Who belongs or belonged to the committee"}, a.listMembers),
		creates(title{committeePath + "/members", "createMembership", "Take a person into the committee"}, committeePath+"/members", o.CreateMembership, a.membershipThere),
		edits(title{committeePath + "/members/{membership}", "editMembership", "Change, end or withdraw a membership"}, o.EditMembership).bind("membership=id"),
	}
}

func (a *API) listCommittees(ctx context.Context, c call, q org.CommitteeQuery) (org.Page[org.Committee], error) {
	return a.d.Org.Committees(ctx, c.by, q)
}

func (a *API) committeeThere(ctx context.Context, c call, in org.CommitteeInput) error {
	_, err := a.d.Org.FindCommittee(ctx, c.by, in.ID.String())
	return err
}

// SilentQuery asks for the silent units, today or as of a day gone by.
type SilentQuery struct {
	org.ListQuery
	org.AsOf
}

func (a *API) listSilent(ctx context.Context, c call, q SilentQuery) (org.Page[report.SilentUnit], error) {
	return a.d.Reports.SilentUnits(ctx, c.by, c.in(), q.AsOf, q.ListQuery)
}

func (a *API) overview(ctx context.Context, c call, q org.AsOf) (report.Overview, error) {
	return a.d.Reports.Overview(ctx, c.by, c.in(), q)
}

func (a *API) listTerms(ctx context.Context, c call) ([]org.Term, error) {
	return a.d.Org.Terms(ctx, c.by, c.in())
}

func (a *API) termThere(ctx context.Context, c call, in org.TermInput) error {
	all, err := a.d.Org.Terms(ctx, c.by, c.in())
	return oneOf(all, err, func(t org.Term) bool { return t.ID == in.ID })
}

func (a *API) listPresets(ctx context.Context, c call) ([]org.Preset, error) {
	return a.d.Org.Presets(ctx, c.by, c.in())
}

// setPreset is a PUT of one setting of a list: the same day again replaces it, so it answers with the whole list.
func (a *API) setPreset() route {
	t := title{committeePath + "/presets", "setPreset", "Report by other half-years from a day on (administrators)"}
	r := does(http.MethodPut, t, a.d.Org.SetPreset)
	r.answer = typeOfRows[org.Preset]()
	inner := r.handle
	r.handle = func(ctx context.Context, c call) (any, error) {
		out, err := inner(ctx, c)
		if err != nil {
			return nil, err
		}
		all, _ := out.([]org.Preset)
		return Rows[org.Preset]{Rows: all, Total: len(all)}, nil
	}
	return r
}

func (a *API) listMembers(ctx context.Context, c call, q org.MemberQuery) (org.Page[org.Member], error) {
	return a.d.Org.Members(ctx, c.by, c.in(), q)
}

func (a *API) membershipThere(ctx context.Context, c call, in org.MembershipInput) error {
	p, err := a.d.Org.Members(ctx, c.by, c.in(), org.MemberQuery{ListQuery: org.ListQuery{Per: org.MaxPer}, Person: in.Person, Withdrawn: true})
	return oneOf(p.Rows, err, func(m org.Member) bool { return m.ID == in.ID })
}

// oneOf is nil when one of the rows is the one meant.
func oneOf[T any](all []T, err error, meant func(T) bool) error {
	if err != nil {
		return err
	}
	for _, row := range all {
		if meant(row) {
			return nil
		}
	}
	return fault.New(fault.NotFound, "not_found")
}
