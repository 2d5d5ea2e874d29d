package id_test

import (
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/id"
)

type thing struct{}

func TestParseTakesOnlyWellFormedVersion7(t *testing.T) {
	t.Parallel()
	fresh := id.From[thing](id.Random)
	if got, err := id.Parse[thing](fresh.String()); err != nil || got != fresh {
		t.Errorf("%s read as %s, %v", fresh, got, err)
	}
	for name, s := range map[string]string{
		"empty":           "",
		"version 4":       "9b2f4a52-7f0e-4c0e-9d52-0d6c8e3f1a2b",
		"another variant": "0190a1b2-c3d4-7e5f-0a1b-2c3d4e5f6a7b",
		"in braces":       "{0190a1b2-c3d4-7e5f-8a1b-2c3d4e5f6a7b}",
		"without hyphens": "0190a1b2c3d47e5f8a1b2c3d4e5f6a7b",
		"not hexadecimal": "0190a1b2-c3d4-7e5f-8a1b-2c3d4e5f6axx",
	} {
		if got, err := id.Parse[thing](s); err == nil {
			t.Errorf("%s: %q was read as %s", name, s, got)
		}
	}
}

func TestDerivedIsTheSameEveryTimeAndWellFormed(t *testing.T) {
	t.Parallel()
	at := time.Date(2020, 6, 25, 0, 0, 0, 0, time.UTC)
	a, b, other := id.ID[thing](id.Derived(at, "nhiệm vụ 1")), id.ID[thing](id.Derived(at, "nhiệm vụ 1")), id.ID[thing](id.Derived(at, "nhiệm vụ 2"))
	if a != b || a == other {
		t.Errorf("%s, %s, %s", a, b, other)
	}
	if _, err := id.Parse[thing](a.String()); err != nil {
		t.Error(err)
	}
}

func TestTextAndBack(t *testing.T) {
	t.Parallel()
	var none id.ID[thing]
	if none.String() != "" || !none.IsZero() {
		t.Errorf("no id reads %q", none)
	}
	one := id.From[thing](id.Random)
	text, err := one.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	var back id.ID[thing]
	if err := back.UnmarshalText(text); err != nil || back != one {
		t.Errorf("%s came back as %s, %v", one, back, err)
	}
	if err := back.UnmarshalText(nil); err != nil || !back.IsZero() {
		t.Errorf("nothing read as %s, %v", back, err)
	}
	if err := back.UnmarshalText([]byte("x")); err == nil {
		t.Error("x was read")
	}
}

func TestContentHashTellsContentsApart(t *testing.T) {
	t.Parallel()
	type in struct{ A, B string }
	first, again := id.ContentHash(in{"1", "2"}), id.ContentHash(in{"1", "2"})
	if first != again || first == id.ContentHash(in{"12", ""}) {
		t.Error("content hashes do not tell contents apart")
	}
}
