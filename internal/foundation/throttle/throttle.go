// Package throttle counts how often something is tried: by login, by network address, by link. It counts in this process only.
package throttle

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Network is what counts as one address: an IPv4 address, or the /64 that one IPv6 subscriber is given.
func Network(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil || a.Unmap().Is4() {
		return address
	}
	p, err := a.WithZone("").Prefix(64)
	if err != nil {
		return address
	}
	return p.String()
}

// Buckets is a bounded map of token buckets.
type Buckets struct {
	mu    sync.Mutex
	of    map[string]*bucket
	every rate.Limit
	burst int
	max   int
}

type bucket struct {
	lim  *rate.Limiter
	seen time.Time
}

// New makes buckets that hold burst tokens each and fill by one each time every has passed; most is how many are remembered.
func New(every time.Duration, burst, most int) *Buckets {
	return &Buckets{of: map[string]*bucket{}, every: rate.Every(every), burst: burst, max: most}
}

// Take takes a token and returns 0, or leaves the bucket as it is and returns how long until there is one.
func (b *Buckets) Take(key string, now time.Time) time.Duration {
	key = key[:min(len(key), 64)]
	b.mu.Lock()
	defer b.mu.Unlock()
	k, known := b.of[key]
	if !known {
		b.makeRoom(now)
		k = &bucket{lim: rate.NewLimiter(b.every, b.burst)}
		b.of[key] = k
	}
	k.seen = now
	if k.lim.AllowN(now, 1) {
		return 0
	}
	missing := 1 - k.lim.TokensAt(now)
	return time.Duration(missing / float64(b.every) * float64(time.Second))
}

// Forget fills the bucket of a key again.
func (b *Buckets) Forget(key string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.of, key[:min(len(key), 64)])
}

// makeRoom keeps the map within its bound: full buckets say nothing and go; if all are in use, the one longest unused goes.
func (b *Buckets) makeRoom(now time.Time) {
	if len(b.of) < b.max {
		return
	}
	var oldest string
	for key, k := range b.of {
		if k.lim.TokensAt(now) >= float64(b.burst) {
			delete(b.of, key)
			continue
		}
		if o := b.of[oldest]; o == nil || k.seen.Before(o.seen) {
			oldest = key
		}
	}
	if len(b.of) >= b.max {
		delete(b.of, oldest)
	}
}
