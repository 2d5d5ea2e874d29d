package ui

import (
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/web/views/ui"
)

// timing is the badge of a task: word, icon and colour of its class, with the distance from its deadline in words.
func (r *room) timing(t task.Timing, d task.Dated) ui.Timing {
	class := string(t)
	if d.State == task.Reported {
		class = "waiting"
	}
	return ui.NewTiming(r.words, class, r.distance(task.DistanceOn(t, d, r.today)))
}

// distance is "còn 3 ngày", "quá hạn 12 ngày", "chậm 2 ngày".
func (r *room) distance(d task.Distance) string {
	switch {
	case d.Key == "":
		return ""
	case d.Days == 0:
		return r.t(d.Key)
	}
	return r.t(d.Key, d.Days)
}
