package account

import (
	"math"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/throttle"
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

// limiter counts tries to sign in, per login and per address.
type limiter struct{ logins, addresses *throttle.Buckets }

func newLimiter(l Limits) *limiter {
	l = l.withDefaults()
	return &limiter{
		logins:    throttle.New(l.LoginEvery, l.LoginBurst, l.Keys),
		addresses: throttle.New(l.AddressEvery, l.AddressBurst, l.Keys),
	}
}

// take counts one try, or answers fault.TooMany with the minutes to wait. It counts before the password is looked at,
// so that tries sent at the same time count too.
func (t *limiter) take(login, address string, now time.Time) error {
	return tooMany(max(t.addresses.Take(throttle.Network(address), now), t.logins.Take(login, now)))
}

// takeLogin counts one try at a password by somebody who is signed in already.
func (t *limiter) takeLogin(login string, now time.Time) error {
	return tooMany(t.logins.Take(login, now))
}

func tooMany(wait time.Duration) error {
	if wait <= 0 {
		return nil
	}
	return fault.New(fault.TooMany, "account.too_many_tries", int(math.Ceil(wait.Minutes())))
}

// succeeded forgets the tries for a login whose owner has come in. Those of the address stay: an account of one's own
// must not buy tries at those of others.
func (t *limiter) succeeded(login string) { t.logins.Forget(login) }
