package api_test

import (
	"context"
	"io"
	"net/http"

	"github.com/dondoc/dondoc/internal/domain/export"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/jobs"
)

// asked remembers the last job.
type asked struct{ job export.Job }

func (a *asked) Enqueue(_ context.Context, _ database.Tx, args jobs.Args) error {
	a.job, _ = args.(export.Job)
	return nil
}

func (s *site) tourExports() {
	s.t.Helper()
	head, at := s.as("head"), s.base()+"/exports"
	one := at + "/" + head.made(at, v{"id": newID(), "period": "2026-H2", "language": "vi"}).text("id")
	head.get(one + "/file").is(http.StatusNotFound)
	if err := s.exports.Make(s.t.Context(), access.System("test"), s.queue.job, func(_ context.Context, _ *export.Making, w io.Writer) (string, error) {
		_, err := io.WriteString(w, "PK the workbook")
		return "bao-cao.xlsx", err
	}); err != nil {
		s.t.Fatal(err)
	}
	if n := len(head.get(at).is(http.StatusOK).rows()); n != 1 {
		s.t.Errorf("%d files", n)
	}
	if r := head.get(one + "/file").is(http.StatusOK); string(r.raw) != "PK the workbook" {
		s.t.Errorf("%q", r.raw)
	}
	s.as("secretary").get(one).is(http.StatusNotFound)
	s.as("stranger").get(one + "/file").is(http.StatusNotFound)
	s.as("secretary").send(http.MethodDelete, one, nil).is(http.StatusNotFound)
	head.send(http.MethodDelete, one, nil).is(http.StatusNoContent)
}
