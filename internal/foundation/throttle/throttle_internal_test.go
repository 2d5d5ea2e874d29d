package throttle

import (
	"testing"
	"time"
)

func TestBucketsForgetWithinTheirBound(t *testing.T) {
	t.Parallel()
	b := New(time.Minute, 2, 3)
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	for i, key := range []string{"a", "b", "c"} {
		b.Take(key, now.Add(time.Duration(i)*time.Second))
	}
	b.Take("a", now.Add(3*time.Second)) // a has used both its tries
	b.Take("d", now.Add(4*time.Second)) // b is the one longest unused
	if len(b.of) != 3 || b.of["b"] != nil || b.of["a"] == nil {
		t.Errorf("kept %v", b.of)
	}
	b.Take("e", now.Add(time.Hour)) // all others are full again and say nothing
	if len(b.of) != 1 || b.of["e"] == nil {
		t.Errorf("an hour later kept %v", b.of)
	}
	long := string(make([]byte, 10_000))
	b.Take(long, now)
	for key := range b.of {
		if len(key) > 64 {
			t.Errorf("a key of %d bytes is kept", len(key))
		}
	}
}
