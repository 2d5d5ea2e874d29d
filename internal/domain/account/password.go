package account

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/argon2"

	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

// Cost is what one password hash takes. The zero Cost means DefaultCost.
type Cost struct {
	MemoryKiB uint32
	Passes    uint32
	Threads   uint8
}

// DefaultCost is 19 MiB and two passes on one thread: OWASP's first choice for argon2id on small machines (2024 cheat sheet).
// With two hashes at a time sign-in never takes more than 38 MiB.
func DefaultCost() Cost { return Cost{MemoryKiB: 19 * 1024, Passes: 2, Threads: 1} }

const (
	saltBytes  = 16
	keyBytes   = 32
	atOnce     = 2              // hashes computed at the same time; others wait their turn
	maxMemory  = 1 << 20        // KiB; a stored hash that asks for more is broken
	maxPasses  = 64             // likewise
	phcVersion = argon2.Version // 0x13
	phcName    = "argon2id"
)

// Hasher makes and checks password hashes, at most two at a time, so that a burst of sign-ins cannot exhaust the machine.
type Hasher struct {
	cost Cost
	rand io.Reader
	turn chan struct{}
}

// NewHasher returns a Hasher that draws salts from rand.
func NewHasher(c Cost, rand io.Reader) *Hasher {
	if c == (Cost{}) {
		c = DefaultCost()
	}
	return &Hasher{cost: c, rand: rand, turn: make(chan struct{}, atOnce)}
}

// Hash returns the PHC form of a password: $argon2id$v=19$m=…,t=…,p=…$salt$key. It waits for its turn, or until ctx ends.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltBytes)
	if _, err := io.ReadFull(h.rand, salt); err != nil {
		return "", fmt.Errorf("salt: %w", err)
	}
	key, err := h.derive(ctx, password, phc{cost: h.cost, salt: salt, key: make([]byte, keyBytes)})
	if err != nil {
		return "", err
	}
	return phc{h.cost, salt, key}.String(), nil
}

// Check reports whether a password has the stored hash. An empty hash is nobody's: it costs the same and is always wrong.
func (h *Hasher) Check(ctx context.Context, stored, password string) (bool, error) {
	want := phc{cost: h.cost, salt: make([]byte, saltBytes), key: make([]byte, keyBytes)}
	if stored != "" {
		var err error
		if want, err = parsePHC(stored); err != nil {
			return false, err
		}
	}
	key, err := h.derive(ctx, password, want)
	if err != nil {
		return false, err
	}
	same := subtle.ConstantTimeCompare(key, want.key) == 1
	return same && stored != "", nil
}

// Outdated reports whether a hash was made at another cost than today's and should be made anew at the next sign-in.
func (h *Hasher) Outdated(stored string) bool {
	p, err := parsePHC(stored)
	return err != nil || p.cost != h.cost
}

// derive computes the key of a password in its turn. Passwords are compared in NFC: how a keyboard composes marks must not matter.
func (h *Hasher) derive(ctx context.Context, password string, p phc) ([]byte, error) {
	select {
	case h.turn <- struct{}{}:
		defer func() { <-h.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	plain := []byte(vietnamese.NFC(password))
	return argon2.IDKey(plain, p.salt, p.cost.Passes, p.cost.MemoryKiB, p.cost.Threads, uint32(len(p.key))), nil //nolint:gosec // a few dozen bytes
}

// phc is a hash taken apart.
type phc struct {
	cost      Cost
	salt, key []byte
}

func (p phc) String() string {
	enc := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$%s$v=%d$m=%d,t=%d,p=%d$%s$%s", phcName, phcVersion, p.cost.MemoryKiB, p.cost.Passes, p.cost.Threads, enc(p.salt), enc(p.key))
}

var errPHC = errors.New("stored password hash is not a usable argon2id hash")

// parsePHC reads what String wrote and refuses anything else, and costs that no hash of ours ever had.
func parsePHC(s string) (phc, error) {
	parts := strings.Split(s, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != phcName || parts[2] != fmt.Sprintf("v=%d", phcVersion) {
		return phc{}, errPHC
	}
	var p phc
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &p.cost.MemoryKiB, &p.cost.Passes, &p.cost.Threads); err != nil {
		return phc{}, errPHC
	}
	var errS, errK error
	p.salt, errS = base64.RawStdEncoding.DecodeString(parts[4])
	p.key, errK = base64.RawStdEncoding.DecodeString(parts[5])
	if errS != nil || errK != nil || p.String() != s || !p.usable() {
		return phc{}, errPHC
	}
	return p, nil
}

// usable reports whether argon2 takes these values without panic and without eating the machine.
func (p phc) usable() bool {
	c := p.cost
	return c.Passes >= 1 && c.Passes <= maxPasses && c.Threads >= 1 && c.MemoryKiB >= 8*uint32(c.Threads) && c.MemoryKiB <= maxMemory &&
		len(p.salt) >= 8 && len(p.salt) <= 64 && len(p.key) >= 16 && len(p.key) <= 64
}
