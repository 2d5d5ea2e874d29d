package docx_test

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/testkit/office"
)

// remake is "make pictures": draw the pages again as LibreOffice prints them.
var remake = flag.Bool("pictures", false, "draw docs/pictures anew; needs LibreOffice and pdftoppm")

// picturesAt are the first pages of every kind of paper in every form, for the eye.
const picturesAt = "../../../docs/pictures"

// largestPicture keeps the repository small.
const largestPicture = 150 << 10

func TestEveryKindOfPaperHasItsPicture(t *testing.T) {
	t.Parallel()
	if *remake {
		drawPictures(t)
	}
	page, err := os.ReadFile("../../../docs/papers.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range generations {
		for _, k := range meeting.TemplateKinds() {
			name := g.name + "-" + string(k) + ".png"
			info, err := os.Stat(filepath.Join(picturesAt, name))
			if err != nil || info.Size() == 0 || info.Size() > largestPicture {
				t.Errorf("%s: %v; make pictures draws them", name, err)
			}
			if !strings.Contains(string(page), "(pictures/"+name+")") {
				t.Errorf("docs/papers.md does not show %s", name)
			}
		}
	}
}

// drawPictures writes every paper, lets LibreOffice print it and draws its first page.
func drawPictures(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	var files []string
	for _, g := range generations {
		for _, k := range meeting.TemplateKinds() {
			file := filepath.Join(dir, g.name+"-"+string(k)+".docx")
			if err := os.WriteFile(file, anyPaper(t, g, k).Bytes, 0o600); err != nil {
				t.Fatal(err)
			}
			files = append(files, file)
		}
	}
	for _, pdf := range office.PDF(t, files...) {
		to := filepath.Join(picturesAt, strings.TrimSuffix(filepath.Base(pdf), ".pdf"))
		cmd := exec.CommandContext(t.Context(), "pdftoppm", "-png", "-gray", "-r", "72", "-f", "1", "-l", "1", "-singlefile", pdf, to)
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("pdftoppm (package poppler-utils): %v\n%s", err, said)
		}
	}
}

// anyPaper is a paper of any kind in a form.
func anyPaper(t *testing.T, g generation, k meeting.PaperKind) meeting.File {
	t.Helper()
	if k == meeting.Reminder || k == meeting.HalfReport {
		return outside(t, g, k)
	}
	return render(t, g.paper(k))
}
