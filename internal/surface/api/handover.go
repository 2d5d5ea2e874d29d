package api

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/handover"
)

const (
	reorganisationsPath = committeePath + "/reorganisations"
	reorganisationPath  = reorganisationsPath + "/{reorganisation}"
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
	}
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
