package e2e_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/testkit/browser"
)

// scan writes a file that is a PDF by its beginning and noise after it, and returns where it lies and its SHA-256.
func scan(t *testing.T, name string, size int) (string, string) {
	t.Helper()
	noise := make([]byte, size)
	_, _ = rand.NewChaCha8([32]byte{byte(size)}).Read(noise)
	copy(noise, "%PDF-1.7\n%âãÏÓ\n")
	at := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(at, noise, 0o600); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(noise)
	return at, hex.EncodeToString(sum[:])
}

// uploading is a page with a field for files, on a wire that counts the pieces sent.
type uploading struct {
	*stage
	tab    *browser.Tab
	pieces atomic.Int32
}

// at makes something happen while the n-th piece from now on is under way, and waits until it has and the page has seen it. From that
// piece on nothing passes until mend, so that no quick machine is through before it happens.
func (u *uploading) at(n int, happens func()) (and func()) {
	happened := make(chan struct{})
	u.wire.Refuse(func(r *http.Request) bool { // the wire is held while it asks
		if n == 0 || r.Method != http.MethodPatch {
			return n == 0
		}
		u.pieces.Add(1)
		if n--; n == 0 {
			go func() {
				defer close(happened)
				happens()
			}()
		}
		return false
	})
	return func() {
		u.t.Helper()
		select {
		case <-happened:
			u.paused()
		case <-time.After(time.Minute):
			u.t.Fatal("so many pieces never came")
		}
	}
}

// mend lets everything pass, and goes on counting.
func (u *uploading) mend() {
	u.wire.Refuse(func(r *http.Request) bool {
		if r.Method == http.MethodPatch {
			u.pieces.Add(1)
		}
		return false
	})
	u.wire.Mend()
}

func (u *uploading) paused() {
	u.t.Helper()
	u.tab.Until(`document.querySelector('[data-upload-state]')?.dataset.uploadState === 'paused'`)
}

// TestE2EALargeFileArrivesOnceOverABadLine sends 20 MB while the line is cut twice and the server is killed once, each in the middle of
// a piece, together with a small file and one that is refused.
func TestE2EALargeFileArrivesOnceOverABadLine(t *testing.T) {
	t.Parallel()
	u := &uploading{stage: newStage(t), tab: browser.Start(t).Tab(t, browser.View{})}
	u.signIn(u.tab, "secretary")
	u.tab.Forgive("net::ERR")
	u.tab.Forgive("Failed to load resource")
	large, sum := scan(t, "Biên bản quét.pdf", 20_000_000)
	small, other := scan(t, "Ảnh niêm yết.pdf", 3000)
	program := filepath.Join(t.TempDir(), "chay.exe")
	u.must(os.WriteFile(program, []byte("MZ"), 0o600))
	u.tab.Open(fmt.Sprintf("%s/c/%s/nhiem-vu/1/tep", u.url, intake.DemoCode))
	broken := u.at(4, u.wire.Cut)
	u.tab.Attach("input[data-upload]", large, small, program)
	broken()
	broken = u.at(6, u.wire.Cut)
	u.wire.Mend()
	broken()
	broken = u.at(5, u.app.Kill)
	u.wire.Mend()
	broken()
	u.mend()
	u.restart()
	u.tab.Until(`document.querySelectorAll('[data-upload-state="done"]').length === 2`)
	if got := u.tab.Text(`[data-upload-state="refused"]`); !strings.Contains(got, "chay.exe") || !strings.Contains(got, ".pdf") {
		t.Errorf("the program is refused with %q", got)
	}
	u.tab.Photograph("tai-len")
	u.tab.Follow("main form button[type=submit]")
	if words := u.tab.Text("main"); !strings.Contains(words, "Biên bản quét.pdf") || !strings.Contains(words, "Ảnh niêm yết.pdf") {
		t.Errorf("the task does not list the files: %s", words)
	}
	for name, want := range map[string]string{"Biên bản quét.pdf": sum, "Ảnh niêm yết.pdf": other} {
		if n := u.count(t, `SELECT count(*) FROM attachment WHERE file_name = $1`, name); n != 1 {
			t.Errorf("%s is there %d times", name, n)
		}
		if n := u.count(t, `SELECT count(*) FROM attachment WHERE file_name = $1 AND encode(sha256, 'hex') = $2`, name, want); n != 1 {
			t.Errorf("%s has another SHA-256", name)
		}
		kept, err := os.ReadFile(filepath.Join(u.dir, "attachments", want[:2], want))
		u.must(err)
		if got := sha256.Sum256(kept); hex.EncodeToString(got[:]) != want {
			t.Errorf("the bytes of %s have SHA-256 %x", name, got)
		}
	}
	if n := u.count(t, `SELECT count(*) FROM upload`); n != 0 {
		t.Errorf("%d uploads are still open", n)
	}
	left, err := filepath.Glob(filepath.Join(u.dir, "attachments", "incoming", "*"))
	u.must(err)
	for _, f := range left {
		if !strings.Contains(f, ".tmp") && !strings.Contains(filepath.Base(f), "fileblob") {
			t.Errorf("a piece is left behind: %s", f)
		}
	}
	if int(u.pieces.Load()) > 20+6 {
		t.Errorf("%d pieces were sent of 20 megabytes: more than was lost", u.pieces.Load())
	}
}

// TestE2EAFormWaitsForItsFiles sends a report while its file is still on its way.
func TestE2EAFormWaitsForItsFiles(t *testing.T) {
	t.Parallel()
	u := &uploading{stage: newStage(t), tab: browser.Start(t).Tab(t, browser.View{})}
	u.signIn(u.tab, "secretary")
	u.tab.Forgive("net::ERR")
	u.tab.Forgive("Failed to load resource")
	var number int
	u.must(u.deps.DB.QueryRow(t.Context(), `SELECT number FROM task WHERE committee_id = $1 AND form = 'single' AND state IN ('assigned', 'in_progress')
		ORDER BY number LIMIT 1`, u.committee.ID).Scan(&number))
	u.tab.Open(fmt.Sprintf("%s/c/%s/nhiem-vu/%d/viec/progress", u.url, intake.DemoCode, number))
	file, _ := scan(t, "Ảnh.pdf", 3_000_000)
	broken := u.at(2, u.wire.Cut)
	u.tab.Attach("input[data-upload]", file)
	broken()
	u.tab.Type("[name=actions]", "Đã niêm yết")
	u.tab.Click("main form button[type=submit]")
	if !u.tab.Has("[name=actions]") {
		t.Fatal("the form did not wait")
	}
	u.mend()
	u.tab.Until(`!document.querySelector('[name=actions]') && document.readyState === 'complete'`)
	if words := u.tab.Text("main"); !strings.Contains(words, "Ảnh.pdf") || !strings.Contains(words, "Đã niêm yết") {
		t.Errorf("the task shows neither file nor report: %s", words)
	}
}
