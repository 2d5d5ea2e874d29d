package workbook_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/workbook"
	"github.com/dondoc/dondoc/internal/testkit/office"
)

// The most a mutant may take. The memory is the whole process's, the mutants and this test with it.
const (
	mutantTime   = 20 * time.Second
	mutantMemory = 400 << 20
)

// TestMutants reads workbooks that no office program would save: 500 by default, as many as MUTANTS says ("make bench": 10,000).
// Nothing recovers here: a panic is a failure.
func TestMutants(t *testing.T) {
	n := 500
	if s := os.Getenv("MUTANTS"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	base := pack(t, parts())
	refused, read, peak := map[string]int{}, 0, uint64(0)
	var slowest time.Duration
	for i := range n {
		raw, what := office.Mutant(t, rand.New(rand.NewPCG(2026, uint64(i))), base)
		began := time.Now()
		_, err := dump(t.Context(), raw, workbook.Defaults())
		took := time.Since(began)
		slowest = max(slowest, took)
		if took > mutantTime {
			t.Errorf("mutant %d (%s) took %s", i, what, took)
		}
		f, ok := errors.AsType[*fault.Fault](err)
		switch {
		case err == nil:
			read++
		case !ok || f.Kind != fault.Invalid && f.Kind != fault.TooLarge:
			t.Errorf("mutant %d (%s): no clear refusal: %v", i, what, err)
		default:
			refused[f.Key]++
		}
		peak = max(peak, memory())
	}
	if peak > mutantMemory {
		t.Errorf("%d MB of memory", peak>>20)
	}
	if n >= 500 && (len(refused) < 8 || read == 0) {
		t.Errorf("the mutants are too tame: %v, %d read", refused, read)
	}
	t.Logf("%d mutants: %d read, refused %v; slowest %s, peak %d MB", n, read, refused, slowest, peak>>20)
}

// memory is what the program holds of the machine, as the runtime counts it.
func memory() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Sys - m.HeapReleased
}

func FuzzOpen(f *testing.F) {
	base := pack(f, parts())
	f.Add(base)
	for i := range 40 {
		if raw, _ := office.Mutant(f, rand.New(rand.NewPCG(1, uint64(i))), base); len(raw) < 1<<16 {
			f.Add(raw)
		}
	}
	l := workbook.Defaults()
	l.Unzipped, l.Part, l.Cells = 4<<20, 4<<20, 50_000
	f.Fuzz(func(t *testing.T, raw []byte) {
		_, err := dump(t.Context(), raw, l)
		if _, ok := errors.AsType[*fault.Fault](err); err != nil && !ok {
			t.Errorf("no clear refusal: %v", err)
		}
	})
}
