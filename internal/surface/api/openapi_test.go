package api_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/dondoc/dondoc/internal/surface/api"
	"github.com/dondoc/dondoc/internal/testkit/golden"
)

// TestDocument keeps docs/openapi.yaml equal to the table of routes, and both well-formed OpenAPI 3.1.
func TestDocument(t *testing.T) {
	t.Parallel()
	doc := must(api.Document())(t)
	golden.Equal(t, "../../../docs/openapi.yaml", string(doc))
	loaded := must(openapi3.NewLoader().LoadFromData(doc))(t)
	if err := loaded.Validate(t.Context()); err != nil {
		t.Errorf("not OpenAPI 3.1: %v", err)
	}
	if loaded.OpenAPI != "3.1.0" {
		t.Errorf("version %q", loaded.OpenAPI)
	}
}

func TestTheDescriptionIsServedToAnybody(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, api.Prefix+"/openapi.yaml", nil))
	if want := string(must(api.Document())(t)); w.Code != http.StatusOK || w.Body.String() != want {
		t.Errorf("status %d, %d bytes of %d", w.Code, w.Body.Len(), len(want))
	}
	if kind := w.Header().Get("Content-Type"); kind != "application/yaml" {
		t.Errorf("served as %q", kind)
	}
}

func TestOperationNamesAreUnique(t *testing.T) {
	t.Parallel()
	s := readSpec(t)
	n := 0
	for _, item := range dig(s.doc, "paths") {
		n += len(item.(map[string]any))
	}
	if names := s.operations(); len(names) != n || names[""] != "" {
		t.Errorf("%d names for %d operations", len(names), n)
	}
}
