package ui

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// streamFor is how long one stream of events lasts. The browser opens the next by itself, and who asks is then found out anew:
// a session that ended or a right that was taken away is noticed. beatEvery is how often it shows that it lives.
const (
	streamFor = 4 * time.Minute
	beatEvery = meeting.ThereFor / 3
)

// liveEvent is one message of the stream.
type liveEvent struct {
	Account access.UserID `json:"account"`
	*meeting.Live
	Here []meeting.Reader `json:"here,omitempty"`
}

// follower is one open stream.
type follower struct {
	p    *Pages
	c    *gin.Context
	r    room
	m    meeting.Meeting
	conn meeting.ConnectionID
	seq  int64
}

// followLive is a stream of server-sent events: what changed in the record and who else is there. Each is read again with the
// rights the reader has at that moment.
func (p *Pages) followLive(ctx context.Context, c *gin.Context, r room) error {
	m, err := p.liveMeeting(ctx, c, r)
	if err != nil {
		return err
	}
	f := follower{p: p, c: c, r: r, m: m, conn: meeting.ConnectionID(p.d.NewID())}
	for _, from := range []string{c.Query("tu"), c.GetHeader("Last-Event-ID")} { // the later one is where the browser left off
		if n, err := strconv.ParseInt(from, 10, 64); err == nil && n > f.seq {
			f.seq = n
		}
	}
	news, leave := p.d.Live.Follow(m.ID.String())
	defer leave()
	defer func() {
		_ = p.d.Meetings.Left(context.WithoutCancel(ctx), r.by, r.committee.ID, m.ID, f.conn) // a line that stays is forgotten after a minute
	}()
	h := c.Writer.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	_ = http.NewResponseController(c.Writer).SetWriteDeadline(time.Time{}) // where it cannot be lifted the stream ends earlier and is opened again
	if err := f.beat(ctx); err != nil {
		return err
	}
	if err := f.changes(ctx, true); err != nil {
		return err
	}
	f.loop(ctx, news.News(), news.Said)
	return nil
}

// loop hands on what is told until the reader leaves, the stream has lasted long enough, or the program stops.
func (f *follower) loop(ctx context.Context, news <-chan struct{}, said func() map[string]struct{}) {
	end := time.NewTimer(streamFor)
	defer end.Stop()
	beat := time.NewTicker(beatEvery)
	defer beat.Stop()
	for {
		var err error
		select {
		case <-ctx.Done():
			return
		case <-end.C:
			return
		case <-beat.C:
			if err = f.beat(ctx); err == nil && f.p.d.Live == nil {
				err = f.changes(ctx, true) // nobody tells us
			}
		case _, open := <-news:
			if !open {
				return
			}
			words := said()
			_, stems := words["stems"]
			_, here := words["here"]
			err = f.changes(ctx, stems)
			if err == nil && here {
				err = f.beat(ctx)
			}
		}
		if err != nil {
			f.failed(err)
			return
		}
	}
}

// failed tells the page why the stream ends, where it is for the reader to know; the page then asks by itself.
func (f *follower) failed(err error) {
	if k := fault.KindOf(err); k == fault.Forbidden || k == fault.NotFound {
		_ = f.send("denied", struct{}{}) // whoever is gone needs no answer
	}
}

// changes sends what changed in the record since the last time, if anything did.
func (f *follower) changes(ctx context.Context, stems bool) error {
	live, err := f.p.d.Meetings.Live(ctx, f.r.by, meeting.Since{Committee: f.m.Committee, Meeting: f.m.ID, Seq: f.seq, Stems: stems})
	if err != nil {
		return err
	}
	if live.Seq == f.seq && !stems {
		return nil
	}
	f.seq = live.Seq
	return f.send("change", liveEvent{Account: f.r.by.User, Live: &live})
}

// beat shows that both sides live, and who else is there.
func (f *follower) beat(ctx context.Context) error {
	here, err := f.p.d.Meetings.There(ctx, f.r.by, f.m.Committee, f.m.ID, f.conn)
	if err != nil {
		return err
	}
	return f.send("here", liveEvent{Account: f.r.by.User, Here: here})
}

func (f *follower) send(event string, what any) error {
	raw, err := json.Marshal(what)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(f.c.Writer, "id: %d\nevent: %s\ndata: %s\n\n", f.seq, event, raw); err != nil {
		return err
	}
	if err := http.NewResponseController(f.c.Writer).Flush(); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	return nil
}
