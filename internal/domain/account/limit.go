package account

import (
	"math"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Limits says how often sign-in may be tried. Zero fields take the defaults of withDefaults.
type Limits struct {
	LoginBurst   int           // tries at once for one login
	LoginEvery   time.Duration // then one more each
	AddressBurst int           // tries at once from one address: an office shares one
	AddressEvery time.Duration
	Keys         int // logins and addresses remembered at most, each
}

func (l Limits) withDefaults() Limits {
	or := func(v *int, usual int) {
		if *v <= 0 {
			*v = usual
		}
	}
	or(&l.LoginBurst, 10)
	or(&l.AddressBurst, 100)
	or(&l.Keys, 10_000)
	if l.LoginEvery <= 0 {
		l.LoginEvery = 30 * time.Second
	}
	if l.AddressEvery <= 0 {
		l.AddressEvery = 3 * time.Second
	}
	return l
}

// throttle counts tries to sign in, per login and per address.
type throttle struct{ logins, addresses *buckets }

func newThrottle(l Limits) *throttle {
	l = l.withDefaults()
	return &throttle{
		logins:    newBuckets(rate.Every(l.LoginEvery), l.LoginBurst, l.Keys),
		addresses: newBuckets(rate.Every(l.AddressEvery), l.AddressBurst, l.Keys),
	}
}

// take counts one try, or answers fault.TooMany with the minutes to wait. It counts before the password is looked at,
// so that tries sent at the same time count too.
func (t *throttle) take(login, address string, now time.Time) error {
	return tooMany(max(t.addresses.take(network(address), now), t.logins.take(login, now)))
}

// takeLogin counts one try at a password by somebody who is signed in already.
func (t *throttle) takeLogin(login string, now time.Time) error {
	return tooMany(t.logins.take(login, now))
}

func tooMany(wait time.Duration) error {
	if wait <= 0 {
		return nil
	}
	return fault.New(fault.TooMany, "account.too_many_tries", int(math.Ceil(wait.Minutes())))
}

// network is what counts as one address: an IPv4 address, or the /64 that one IPv6 subscriber is given.
func network(address string) string {
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

// succeeded forgets the tries for a login whose owner has come in. Those of the address stay: an account of one's own
// must not buy tries at those of others.
func (t *throttle) succeeded(login string) { t.logins.forget(login) }

// buckets is a bounded map of token buckets.
type buckets struct {
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

func newBuckets(every rate.Limit, burst, most int) *buckets {
	return &buckets{of: map[string]*bucket{}, every: every, burst: burst, max: most}
}

// take takes a token and returns 0, or leaves the bucket as it is and returns how long until there is one.
func (b *buckets) take(key string, now time.Time) time.Duration {
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

func (b *buckets) forget(key string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.of, key[:min(len(key), 64)])
}

// makeRoom keeps the map within its bound: full buckets say nothing and go; if all are in use, the one longest unused goes.
func (b *buckets) makeRoom(now time.Time) {
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
