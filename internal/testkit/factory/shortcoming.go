package factory

import (
	"testing"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
)

// Shortcomings is the service of shortcomings over the room's database and clock.
func (r Room) Shortcomings() *shortcoming.Service { return shortcoming.NewService(r.Deps) }

// Raise is what NewShortcoming sends unless it is changed: a defect that stems from no line of the minutes.
func (r Room) Raise(m meeting.Meeting) shortcoming.Raise {
	return shortcoming.Raise{
		Committee: r.Committee, ID: shortcoming.ID(r.NewID()), Meeting: m.ID, Nature: shortcoming.Defect,
		Content: shortcoming.Content{Text: "Chậm công khai khoản thu do dân đóng góp"},
	}
}

// NewShortcoming raises a shortcoming at a meeting; change adjusts the request before it is sent.
func (r Room) NewShortcoming(t testing.TB, m meeting.Meeting, change ...func(*shortcoming.Raise)) shortcoming.Shortcoming {
	t.Helper()
	in := r.Raise(m)
	for _, f := range change {
		f(&in)
	}
	return got(t, func() (shortcoming.Shortcoming, error) { return r.Shortcomings().Raise(t.Context(), r.Secretary, in) })
}
