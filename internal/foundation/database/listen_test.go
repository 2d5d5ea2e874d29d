package database_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
)

// hears waits until a follower was told a word.
func hears(t *testing.T, f *database.Follower, word string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for {
		if _, ok := f.Said()[word]; ok {
			return
		}
		select {
		case <-f.News():
		case <-ctx.Done():
			t.Fatalf("never told %q", word)
		}
	}
}

func TestListenerTellsWhoFollowsTheTopic(t *testing.T) {
	t.Parallel()
	url := dbtest.URL(t)
	db := connect(t, url)
	l := database.NewListener(url, slog.New(slog.DiscardHandler))
	mine, leave := l.Follow("m1")
	other, _ := l.Follow("m2")
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- l.Run(ctx) }()
	hears(t, mine, "lines") // what was said before it listened is not known: look
	hears(t, other, "lines")
	say := func(payload string) {
		t.Helper()
		if _, err := db.Exec(t.Context(), `SELECT pg_notify('dondoc_meeting', $1)`, payload); err != nil {
			t.Fatal(err)
		}
	}
	other.Said()
	say("stems:m1")
	hears(t, mine, "stems")
	if said := other.Said(); len(said) > 0 {
		t.Errorf("another topic was told %v", said)
	}

	// A broken connection is made again, and everybody is told to look.
	if _, err := db.Exec(t.Context(), `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`); err != nil {
		t.Fatal(err)
	}
	hears(t, other, "here")
	say("lines:m2")
	hears(t, other, "lines")

	leave()
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	for range other.News() { // closed: an open page does not hold up a server that stops
	}
	late, _ := l.Follow("m3")
	if _, open := <-late.News(); open {
		t.Error("whoever follows after the end is not let go")
	}
}

func TestNoListenerHearsNothing(t *testing.T) {
	t.Parallel()
	var l *database.Listener
	f, leave := l.Follow("m1")
	defer leave()
	select {
	case <-f.News():
		t.Error("told something")
	default:
	}
}
