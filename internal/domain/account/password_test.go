package account

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
)

var cheap = Cost{MemoryKiB: 64, Passes: 1, Threads: 1}

// salts gives the same salt for ever.
type salts byte

func (s salts) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(s)
	}
	return len(p), nil
}

func TestAPasswordHasItsHash(t *testing.T) {
	t.Parallel()
	h := NewHasher(cheap, salts('s'))
	hash, err := h.Hash(t.Context(), "mật khẩu dài")
	if err != nil || !strings.HasPrefix(hash, "$argon2id$v=19$m=64,t=1,p=1$") {
		t.Fatalf("hash %q, %v", hash, err)
	}
	for name, c := range map[string]struct {
		stored, password string
		want             bool
	}{
		"the password":                        {hash, "mật khẩu dài", true},
		"the same with loose combining marks": {hash, "mâ\u0323t khâ\u0309u da\u0300i", true},
		"another":                             {hash, "mật khẩu ngắn", false},
		"without marks":                       {hash, "mat khau dai", false},
		"nothing":                             {hash, "", false},
		"nobody's hash":                       {"", "mật khẩu dài", false},
		"nobody's hash and nothing":           {"", "", false},
	} {
		if got, err := h.Check(t.Context(), c.stored, c.password); err != nil || got != c.want {
			t.Errorf("%s: %v, %v; want %v", name, got, err, c.want)
		}
	}
	if h.Outdated(hash) || !NewHasher(DefaultCost(), salts('s')).Outdated(hash) || !h.Outdated("") {
		t.Error("only a hash of another cost is outdated")
	}
}

func TestSaltsAreDrawnAnew(t *testing.T) {
	t.Parallel()
	h := NewHasher(cheap, bytes.NewReader([]byte(strings.Repeat("a", 16)+strings.Repeat("b", 16))))
	first, err1 := h.Hash(t.Context(), "x")
	second, err2 := h.Hash(t.Context(), "x")
	if err1 != nil || err2 != nil || first == second {
		t.Errorf("%q and %q, %v %v", first, second, err1, err2)
	}
	if _, err := h.Hash(t.Context(), "x"); err == nil {
		t.Error("a hash without randomness")
	}
}

func TestTheDefaultCostIsTheOneStated(t *testing.T) {
	t.Parallel()
	h := NewHasher(Cost{}, salts(0))
	hash, err := h.Hash(t.Context(), "x")
	if err != nil || !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("hash %q, %v", hash, err)
	}
}

func TestHashesThatAreNotOurs(t *testing.T) {
	t.Parallel()
	h := NewHasher(cheap, salts('s'))
	good, err := h.Hash(t.Context(), "x")
	if err != nil {
		t.Fatal(err)
	}
	for name, stored := range map[string]string{
		"bcrypt":                  "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
		"argon2i":                 strings.Replace(good, "argon2id", "argon2i", 1),
		"another version":         strings.Replace(good, "v=19", "v=16", 1),
		"a gigabyte and more":     strings.Replace(good, "m=64", "m=2097152", 1),
		"no passes":               strings.Replace(good, "t=1", "t=0", 1),
		"too little memory":       strings.Replace(good, "m=64", "m=7", 1),
		"no threads":              strings.Replace(good, "p=1", "p=0", 1),
		"too many threads":        strings.Replace(good, "p=1", "p=300", 1),
		"something after it":      good + "$",
		"padded base64":           good + "=",
		"spelt in another manner": strings.Replace(good, "m=64", "m=064", 1),
		"plain words":             "mật khẩu",
	} {
		if ok, err := h.Check(t.Context(), stored, "x"); ok || !errors.Is(err, errPHC) {
			t.Errorf("%s: %v, %v", name, ok, err)
		}
	}
}

func FuzzParsePHC(f *testing.F) {
	f.Add("$argon2id$v=19$m=64,t=1,p=1$c3Nzc3Nzc3Nzc3Nzc3Nzcw$MTIzNDU2Nzg5MDEyMzQ1Ng")
	f.Add("$argon2id$v=19$m=4294967295,t=1,p=255$$")
	f.Add("")
	f.Fuzz(func(t *testing.T, s string) {
		p, err := parsePHC(s)
		if err == nil && (p.String() != s || !p.usable()) {
			t.Errorf("%q was read as %q", s, p)
		}
	})
}

func TestAtMostTwoHashesAtATime(t *testing.T) {
	t.Parallel()
	h := NewHasher(cheap, salts('s'))
	var now, most atomic.Int32
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			h.turn <- struct{}{}
			most.Store(max(most.Load(), now.Add(1)))
			now.Add(-1)
			<-h.turn
			if _, err := h.Hash(t.Context(), "x"); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if most.Load() > atOnce || cap(h.turn) != 2 {
		t.Errorf("%d at a time, %d places", most.Load(), cap(h.turn))
	}
}

func TestWhoWaitsForATurnMayLeave(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := NewHasher(cheap, salts('s'))
		h.turn <- struct{}{}
		h.turn <- struct{}{}
		ctx, leave := context.WithCancel(t.Context())
		done := make(chan error)
		go func() {
			_, err := h.Check(ctx, "", "x")
			done <- err
		}()
		synctest.Wait()
		select {
		case err := <-done:
			t.Fatalf("it did not wait: %v", err)
		default:
		}
		leave()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("left with %v", err)
		}
	})
}
