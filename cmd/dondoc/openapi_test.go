package main

import (
	"os"
	"testing"
)

func TestOpenAPIPrintsTheDescriptionThatIsKept(t *testing.T) {
	t.Parallel()
	kept, err := os.ReadFile("../../docs/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if got := bare(t, "2026-03-02").must("openapi"); got.out != string(kept) {
		t.Errorf("printed %d bytes, docs/openapi.yaml has %d", len(got.out), len(kept))
	}
}
