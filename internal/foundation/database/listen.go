package database

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

// MeetingChannel is where triggers tell which meeting changed, as "lines:<id>", "stems:<id>" or "here:<id>".
const MeetingChannel = "dondoc_meeting"

// Listener hears what other programs on the same database tell (NOTIFY) and hands it to whoever follows a topic here. It holds one
// direct connection of its own: LISTEN is lost behind a pooler in transaction mode. A nil Listener hears nothing, so that pages
// and tests can do without; they then look from time to time.
type Listener struct {
	url string
	log *slog.Logger

	mu     sync.Mutex
	topics map[string]map[*Follower]struct{}
	ended  bool
}

// Follower is one who follows a topic. News is closed when the program stops.
type Follower struct {
	news chan struct{}
	mu   sync.Mutex
	said map[string]struct{}
}

// NewListener returns a listener on the database at url, an address that does not lead through a pooler.
func NewListener(url string, log *slog.Logger) *Listener {
	return &Listener{url: url, log: log, topics: map[string]map[*Follower]struct{}{}}
}

// Follow begins to follow a topic; the returned function ends it.
func (l *Listener) Follow(topic string) (*Follower, func()) {
	f := &Follower{news: make(chan struct{}, 1), said: map[string]struct{}{}}
	if l == nil {
		return f, func() {}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ended {
		close(f.news)
		return f, func() {}
	}
	if l.topics[topic] == nil {
		l.topics[topic] = map[*Follower]struct{}{}
	}
	l.topics[topic][f] = struct{}{}
	return f, func() { l.unfollow(topic, f) }
}

func (l *Listener) unfollow(topic string, f *Follower) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.topics[topic], f)
	if len(l.topics[topic]) == 0 {
		delete(l.topics, topic)
	}
}

// News is readable when something was said since the last Said.
func (f *Follower) News() <-chan struct{} { return f.news }

// Said takes what was said since the last time, each word once, in no order.
func (f *Follower) Said() map[string]struct{} {
	f.mu.Lock()
	defer f.mu.Unlock()
	said := f.said
	f.said = map[string]struct{}{}
	return said
}

// tell never waits: whoever is slow hears several things at once.
func (f *Follower) tell(words ...string) {
	f.mu.Lock()
	for _, w := range words {
		f.said[w] = struct{}{}
	}
	f.mu.Unlock()
	select {
	case f.news <- struct{}{}:
	default:
	}
}

// Run listens until ctx ends, connecting again as often as the connection breaks. What was said while it was broken cannot be
// known, so everybody is then told to look. It returns nil.
func (l *Listener) Run(ctx context.Context) error {
	defer l.end()
	const first, last = 250 * time.Millisecond, 15 * time.Second
	pause := first
	for {
		began, err := l.listen(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if began {
			pause = first
		}
		l.log.WarnContext(ctx, "listening broke off", slog.Any("error", Translate(err)), slog.Duration("again_in", pause))
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(pause):
		}
		pause = min(2*pause, last)
	}
}

// listen hears until the connection breaks; began says whether it had heard at all.
func (l *Listener) listen(ctx context.Context) (began bool, err error) {
	conn, err := pgx.Connect(ctx, l.url)
	if err != nil {
		return false, err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	if _, err := conn.Exec(ctx, `LISTEN `+MeetingChannel); err != nil {
		return false, err
	}
	l.everybody("lines", "stems", "here")
	for {
		n, err := conn.WaitForNotification(ctx)
		if err != nil {
			return true, err
		}
		if word, topic, ok := strings.Cut(n.Payload, ":"); ok {
			l.tell(topic, word)
		}
	}
}

func (l *Listener) tell(topic, word string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for f := range l.topics[topic] {
		f.tell(word)
	}
}

func (l *Listener) everybody(words ...string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, some := range l.topics {
		for f := range some {
			f.tell(words...)
		}
	}
}

// end lets everybody who follows go, so that a server that stops is not held up by open pages.
func (l *Listener) end() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ended = true
	for _, some := range l.topics {
		for f := range some {
			close(f.news)
		}
	}
	l.topics = map[string]map[*Follower]struct{}{}
}
