package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/answer"
	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/remind"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/foundation/validate"
	"github.com/dondoc/dondoc/internal/surface/docx"
)

// deps are what the services of the desk's database are made of.
func (d *desk) deps() org.Deps {
	d.t.Helper()
	url := ""
	for _, line := range d.env {
		if u, ok := strings.CutPrefix(line, "DONDOC_DATABASE_URL="); ok {
			url = u
		}
	}
	pool, err := database.Open(d.t.Context(), url, 2)
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(pool.Close)
	v, err := validate.New()
	if err != nil {
		d.t.Fatal(err)
	}
	return org.Deps{DB: pool, Clock: func() time.Time { return d.now }, NewID: id.Random, Validate: v}
}

func TestASlipIsExportedWithANewLink(t *testing.T) {
	t.Parallel()
	d, ctx, by := at(t, "2020-12-20"), t.Context(), access.System("test")
	d.env = append(d.env, "DONDOC_BASE_URL=https://dondoc.example")
	if r := d.pipe(ledBy(t, "xa-thanh-lan"), "import", "dossier", "-"); r.code != exitOK {
		t.Fatal(r.err)
	}
	deps := d.deps()
	tasks := task.NewService(deps)
	reminders, links := remind.NewService(deps, meeting.NewService(deps), tasks), answer.NewService(deps, tasks, answer.Options{})
	all, err := org.NewService(deps).Committees(ctx, by, org.CommitteeQuery{})
	if err != nil || len(all.Rows) != 1 {
		t.Fatalf("%+v, %v", all, err)
	}
	c := all.Rows[0]
	units, err := org.NewService(deps).Units(ctx, by, c.ID, org.UnitQuery{})
	if err != nil || len(units.Rows) == 0 {
		t.Fatalf("%+v, %v", units, err)
	}
	owed, err := tasks.Create(ctx, by, task.NewTask{
		Committee: c.ID, ID: task.ID(id.Random()), Text: "Việc mẫu quá hạn", Wording: "verbatim", GivenOn: calendar.NewDate(2020, 9, 1), Deadline: "10/12/2020",
		Assignees: []task.Assignee{{Role: task.Lead, Unit: units.Rows[0].ID}},
	})
	if err != nil {
		t.Fatal(err)
	}
	slip, err := reminders.Make(ctx, by, remind.Make{Committee: c.ID, ID: remind.SlipID(id.Random()), Unit: units.Rows[0].ID, Tasks: []task.ID{owed.ID}}, docx.RenderSlip)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	order := []string{"export", "slip", "--committee", c.Code, "--slip", slip.ID.String(), "-o"}
	d.must(append(order, filepath.Join(dir, "kept.docx"))...)
	if r := d.must(append(order, filepath.Join(dir, "sent.docx"), "--with-link")...); !strings.Contains(r.err, "serves to the end of 03/01/2021") || strings.Contains(r.out+r.err, "tra-loi") {
		t.Errorf("said %q %q", r.out, r.err)
	}
	kept, _ := os.ReadFile(filepath.Join(dir, "kept.docx"))
	sent, err := os.ReadFile(filepath.Join(dir, "sent.docx"))
	if err != nil || !bytes.Contains(sent, []byte("word/media/ma-qr-1.png")) || bytes.Contains(kept, []byte("word/media/")) || len(kept) == 0 {
		t.Errorf("the copies: %d and %d bytes, %v", len(kept), len(sent), err)
	}
	made, err := links.List(ctx, by, c.ID, answer.Query{Slip: slip.ID})
	if err != nil || made.Total != 1 || made.Rows[0].Standing != answer.Open || made.Rows[0].Unit != slip.Unit {
		t.Errorf("links %+v, %v", made, err)
	}
}
