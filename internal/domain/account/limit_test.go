package account

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

func TestTriesForOneLogin(t *testing.T) {
	t.Parallel()
	th := newLimiter(Limits{LoginBurst: 3, LoginEvery: time.Minute})
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	for i := range 3 {
		if err := th.take("an", fmt.Sprint("10.0.0.", i), now); err != nil {
			t.Fatalf("try %d: %v", i, err)
		}
	}
	err := th.take("an", "10.0.0.9", now)
	if f, ok := err.(*fault.Fault); !ok || f.Kind != fault.TooMany || f.Args[0] != 1 { //nolint:errorlint // made here, not wrapped
		t.Errorf("the fourth from anywhere: %v, want a minute's wait", err)
	}
	if err := th.take("binh", "10.0.0.9", now); err != nil {
		t.Errorf("another login: %v", err)
	}
	if err := th.take("an", "10.0.0.9", now.Add(time.Minute)); err != nil {
		t.Errorf("a minute later: %v", err)
	}
	if err := th.take("an", "10.0.0.9", now.Add(time.Minute)); fault.KindOf(err) != fault.TooMany {
		t.Errorf("but once only: %v", err)
	}
	th.succeeded("an")
	if err := th.take("an", "10.0.0.9", now.Add(time.Minute)); err != nil {
		t.Errorf("after coming in: %v", err)
	}
	for range 2 {
		if err := th.takeLogin("an", now.Add(time.Minute)); err != nil {
			t.Errorf("two more are left: %v", err)
		}
	}
	if err := th.takeLogin("an", now.Add(time.Minute)); fault.KindOf(err) != fault.TooMany {
		t.Errorf("not a third: %v", err)
	}
}

func TestTriesFromOneAddress(t *testing.T) {
	t.Parallel()
	th := newLimiter(Limits{AddressBurst: 4, AddressEvery: time.Minute})
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	for i := range 4 {
		login := fmt.Sprint("user", i)
		if err := th.take(login, fmt.Sprintf("2001:db8::%x", i+1), now); err != nil { // one subscriber's network
			t.Fatal(err)
		}
		th.succeeded(login) // coming in with an account of one's own buys no tries
	}
	if err := th.take("user9", "2001:db8::ffff", now); fault.KindOf(err) != fault.TooMany {
		t.Errorf("the fifth: %v", err)
	}
	for _, elsewhere := range []string{"2001:db8:0:1::1", "192.0.2.1", "192.0.2.2", "::ffff:192.0.2.3", "", "not an address"} {
		if err := th.take("user9", elsewhere, now); err != nil {
			t.Errorf("from %q: %v", elsewhere, err)
		}
	}
}

func TestTriesSentAtTheSameTimeCount(t *testing.T) {
	t.Parallel()
	th := newLimiter(Limits{LoginBurst: 5, LoginEvery: time.Hour})
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	var all sync.WaitGroup
	let := make(chan struct{}, 100)
	for i := range 100 {
		all.Go(func() {
			if th.take("an", fmt.Sprint("10.0.1.", i), now) == nil {
				let <- struct{}{}
			}
		})
	}
	all.Wait()
	if len(let) != 5 {
		t.Errorf("%d of 100 were let through, want 5", len(let))
	}
}
