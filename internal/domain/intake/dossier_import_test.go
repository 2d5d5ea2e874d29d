package intake_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/foundation/validate"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
)

func TestScratch(t *testing.T) {
	db := dbtest.Tx(t)
	v, err := validate.New()
	if err != nil {
		t.Fatal(err)
	}
	s := intake.NewService(org.Deps{DB: db, Clock: func() time.Time { return calendar.NewDate(2026, 3, 2).Start() }, NewID: id.Random, Validate: v})
	raw, err := os.ReadFile(filepath.Join("..", "..", "..", "examples", "co-to-2020-06-25.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	d, p := intake.ParseDossier(strings.NewReader(string(raw)))
	if p != nil {
		t.Fatal(p)
	}
	var _ database.DB = db
	start := time.Now()
	sum, err := s.ImportDossier(t.Context(), access.System("cli"), d)
	t.Log(time.Since(start), sum, err)
	start = time.Now()
	sum, err = s.ImportDossier(t.Context(), access.System("cli"), d)
	t.Log(time.Since(start), sum, err)
}
