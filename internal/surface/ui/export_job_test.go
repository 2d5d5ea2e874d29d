package ui_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/export"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/blob"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/foundation/jobs"
	"github.com/dondoc/dondoc/internal/testkit/htmlcheck"
)

// asked remembers the last job.
type asked struct{ job export.Job }

func (a *asked) Enqueue(_ context.Context, _ database.Tx, args jobs.Args) error {
	a.job, _ = args.(export.Job)
	return nil
}

// exports are the use cases of a site's large workbooks; their jobs wait in a.
func exports(t *testing.T, d org.Deps, a *asked) *export.Service {
	t.Helper()
	blobs, err := blob.Open(t.TempDir(), id.Random)
	if err != nil {
		t.Fatal(err)
	}
	return export.NewService(d, blobs, a)
}

func TestAWorkbookIsMadeAndFetchedLater(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	v := s.as("head")
	const at = "/c/qcdc-mau/tep-xuat"
	htmlcheck.Run(t, v.page(at), htmlcheck.In("a[href*='/tep-xuat/moi?ky=2026-H2']"), htmlcheck.HasText("Chưa có tệp nào"))
	htmlcheck.Run(t, v.page(at+"/moi?ky=2026-H2&den=18/11/2026"), htmlcheck.In("form[action*='ky=2026-H2'] input[name=id]"), htmlcheck.HasText("18/11/2026"))
	one := v.written(at+"?ky=2026-H2&den=18/11/2026", "id", newID())
	htmlcheck.Run(t, v.page(one), htmlcheck.HasText("Đang chờ"), htmlcheck.NotIn("a[href$='/tai-ve']"))
	if a := v.get(one + "/tai-ve"); a.code != http.StatusNotFound {
		t.Errorf("fetching what is not made: %d", a.code)
	}
	s.must(s.d.Exports.Make(t.Context(), access.System("test"), s.queue.job, func(_ context.Context, _ *export.Making, w io.Writer) (string, error) {
		_, err := io.WriteString(w, "PK the workbook")
		return "báo-cáo.xlsx", err
	}))
	htmlcheck.Run(t, v.page(one), htmlcheck.HasText("Đã xong"), htmlcheck.In("a[href$='/tai-ve']"))
	if a := v.get(one + "/tai-ve"); a.code != http.StatusOK || a.body != "PK the workbook" || !strings.Contains(a.header.Get("Content-Disposition"), "filename*=utf-8''b%C3%A1o-c%C3%A1o.xlsx") {
		t.Errorf("%d %q %v", a.code, a.body, a.header)
	}
	for _, who := range []string{"secretary", "stranger", "focal"} {
		for _, path := range []string{one, one + "/tai-ve"} {
			if a := s.as(who).get(path); a.code != http.StatusNotFound && a.code != http.StatusForbidden {
				t.Errorf("the %s gets %s: %d", who, path, a.code)
			}
		}
		if a := s.as(who).post(one + "/xoa"); a.code != http.StatusNotFound && a.code != http.StatusForbidden {
			t.Errorf("the %s deletes it: %d", who, a.code)
		}
	}
	v.written(one + "/xoa")
	if a := v.get(one); a.code != http.StatusNotFound {
		t.Errorf("after deleting: %d", a.code)
	}
	if a := v.post(at+"?ky=nua-nam", "id", newID()); a.code != http.StatusUnprocessableEntity {
		t.Errorf("no period: %d", a.code)
	}
}
