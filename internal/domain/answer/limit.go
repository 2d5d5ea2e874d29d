package answer

import (
	"encoding/hex"
	"math"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/secrets"
	"github.com/dondoc/dondoc/internal/foundation/throttle"
)

// Limits says how often links may be tried. Zero fields take the usual values.
type Limits struct {
	LinkBurst    int           // pages and reports at once by one link
	LinkEvery    time.Duration // then one more each
	AddressBurst int           // from one address: an office shares one
	AddressEvery time.Duration
}

type limiter struct{ links, addresses *throttle.Buckets }

// remembered is how many links and addresses are counted at most, each.
const remembered = 10_000

func newLimiter(l Limits) limiter {
	if l.LinkBurst == 0 {
		l.LinkBurst, l.LinkEvery = 60, 5*time.Second
	}
	if l.AddressBurst == 0 {
		l.AddressBurst, l.AddressEvery = 200, 2*time.Second
	}
	return limiter{throttle.New(l.LinkEvery, l.LinkBurst, remembered), throttle.New(l.AddressEvery, l.AddressBurst, remembered)}
}

// take counts one try before anything is looked up, or answers fault.TooMany with the minutes to wait. Links are counted by their hash.
func (l limiter) take(b Bearer, now time.Time) error {
	wait := max(l.addresses.Take(throttle.Network(b.Address), now), l.links.Take(hex.EncodeToString(secrets.Hash(b.Secret)), now))
	if wait <= 0 {
		return nil
	}
	return fault.New(fault.TooMany, "answer_link.too_many", int(math.Ceil(wait.Minutes())))
}
