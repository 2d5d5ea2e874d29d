package api

import (
	"context"
	"slices"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/handover"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

const (
	reorganisationsPath = committeePath + "/reorganisations"
	reorganisationPath  = reorganisationsPath + "/{reorganisation}"
	delegationsPath     = committeePath + "/delegations"
)

// handoverRoutes are those of units and people who are no longer there.
func (a *API) handoverRoutes() []route {
	h := a.d.Handover
	return []route{
		reads(title{reorganisationsPath, "listReorganisations", "The acts by which units ended, and the units that ended without one and still owe open tasks"}, a.listReorganisations),
		creates(title{reorganisationsPath, "enterReorganisation", "Enter an act by which units end; no task moves by it"}, reorganisationsPath+"/{id}", h.Reorganise, a.reorganisationThere),
		reads(title{reorganisationPath, "getReorganisation", "An act with the open tasks and shortcomings of the units that ended, and the receiver proposed for each"}, a.getReorganisation),
		edits(title{reorganisationPath, "editReorganisation", "Correct the words of an act, or take it back while nothing was moved by it"}, h.EditReorganisation).bind("reorganisation=id"),
		posts(title{reorganisationPath + "/moves", "moveTasks", "Move open tasks to the successors, all or none"}, h.MoveTasks).bind("reorganisation=reorganisation_id"),
		lists(title{committeePath + "/remaining-tasks", "listRemainingTasks", "The open tasks of a committee that ends"}, a.listRemaining),
		posts(title{committeePath + "/closings", "closeTasks", "Close tasks by the act that ends the committee, all or none; with a successor they go on there"}, h.Close),
		lists(title{committeePath + "/handovers", "listHandovers", "What people who left handed over"}, a.listHandovers),
		creates(title{committeePath + "/handovers", "handOver", "Move everything a person carries to another, in one act"}, committeePath+"/handovers", h.HandOver, a.handoverThere),
		reads(title{committeePath + "/people/{person}/carried", "listCarried", "Everything a person carries in the committee"}, a.carried),
		lists(title{delegationsPath, "listDelegations", "Who stands in for whom, from when to when"}, a.listDelegations),
		creates(title{delegationsPath, "createDelegation", "Let somebody stand in for somebody"}, delegationsPath, a.d.Accounts.CreateDelegation, a.delegationThere),
		edits(title{delegationsPath + "/{delegation}", "editDelegation", "Change a span, or end it at once"}, a.d.Accounts.EditDelegation).bind("delegation=id"),
	}
}

func (a *API) listHandovers(ctx context.Context, c call) ([]handover.Handed, error) {
	return a.d.Handover.Handovers(ctx, c.by, c.in())
}

func (a *API) handoverThere(ctx context.Context, c call, in handover.HandOver) error {
	all, err := a.listHandovers(ctx, c)
	if err == nil && !slices.ContainsFunc(all, func(h handover.Handed) bool { return h.ID == in.ID }) {
		err = fault.New(fault.NotFound, "not_found")
	}
	return err
}

func (a *API) carried(ctx context.Context, c call) (handover.Carried, error) {
	i, err := idOf[any](c, "person")
	if err != nil {
		return handover.Carried{}, err
	}
	return a.d.Handover.Carried(ctx, c.by, c.in(), access.PersonID(i))
}

func (a *API) listDelegations(ctx context.Context, c call) ([]account.Delegation, error) {
	return a.d.Accounts.Delegations(ctx, c.by, c.in())
}

func (a *API) delegationThere(ctx context.Context, c call, in account.DelegationInput) error {
	all, err := a.listDelegations(ctx, c)
	if err == nil && !slices.ContainsFunc(all, func(d account.Delegation) bool { return d.ID == in.ID }) {
		err = fault.New(fault.NotFound, "not_found")
	}
	return err
}

func (a *API) listRemaining(ctx context.Context, c call) ([]handover.Remaining, error) {
	return a.d.Handover.Remaining(ctx, c.by, c.in())
}

// Reorganisations are the acts of a committee, and what no act was entered for.
type Reorganisations struct {
	Acts     []handover.Reorganisation `json:"acts"`
	Stranded []handover.Stranded       `json:"stranded"`
}

func (a *API) listReorganisations(ctx context.Context, c call) (Reorganisations, error) {
	acts, left, err := a.d.Handover.Reorganisations(ctx, c.by, c.in())
	return Reorganisations{acts, left}, err
}

func (a *API) reorganisationThere(ctx context.Context, c call, in handover.Reorganise) error {
	_, err := a.d.Handover.Plan(ctx, c.by, c.in(), in.ID)
	return err
}

func (a *API) getReorganisation(ctx context.Context, c call) (handover.Plan, error) {
	i, err := idOf[any](c, "reorganisation")
	if err != nil {
		return handover.Plan{}, err
	}
	return a.d.Handover.Plan(ctx, c.by, c.in(), handover.ReorganisationID(i))
}
