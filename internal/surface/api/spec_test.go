package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/dondoc/dondoc/internal/surface/api"
)

// spec is the description of the API as its callers read it, and what holds an answer against it.
type spec struct {
	doc      map[string]any
	compiler *jsonschema.Compiler
	compiled map[string]*jsonschema.Schema
}

const specURL = "urn:dondoc:openapi"

// described makes the description once for all tests; each test compiles what it needs of it.
var described = sync.OnceValues(func() (map[string]any, error) {
	y, err := api.Document()
	if err != nil {
		return nil, err
	}
	j, err := yaml.YAMLToJSON(y)
	if err != nil {
		return nil, err
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(j))
	if err != nil {
		return nil, err
	}
	return doc.(map[string]any), nil
})

func readSpec(t testing.TB) *spec {
	t.Helper()
	doc := must(described())(t)
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	if err := c.AddResource(specURL, doc); err != nil {
		t.Fatal(err)
	}
	return &spec{doc: doc, compiler: c, compiled: map[string]*jsonschema.Schema{}}
}

// dig walks down the description; nil where there is nothing.
func dig(at any, keys ...string) map[string]any {
	for _, k := range keys {
		m, _ := at.(map[string]any)
		at = m[k]
	}
	m, _ := at.(map[string]any)
	return m
}

// template is the path of the description that an address belongs to; what is written out goes before what is open.
func (s *spec) template(path string) string {
	best, score := "", -1
	for t := range dig(s.doc, "paths") {
		if n := fits(t, path); n > score {
			best, score = t, n
		}
	}
	return best
}

// fits is the number of parts a template and a path share literally, -1 when the path is none of it.
func fits(template, path string) int {
	a, b := strings.Split(template, "/"), strings.Split(path, "/")
	if len(a) != len(b) {
		return -1
	}
	n := 0
	for i := range a {
		switch {
		case a[i] == b[i]:
			n++
		case !strings.HasPrefix(a[i], "{"):
			return -1
		}
	}
	return n
}

// check holds a reply against the description of its operation and returns the operation's name.
func (s *spec) check(t *testing.T, r *http.Request, sent string, out reply) string {
	t.Helper()
	template := s.template(r.URL.Path)
	op := dig(s.doc, "paths", template, strings.ToLower(r.Method))
	if op == nil {
		if out.code != http.StatusNotFound && out.code != http.StatusMethodNotAllowed {
			t.Errorf("%s %s is described nowhere and answers %d", r.Method, r.URL.Path, out.code)
		}
		return ""
	}
	name, _ := op["operationId"].(string)
	status := strconv.Itoa(out.code)
	pointer := "/paths/" + escape(template) + "/" + strings.ToLower(r.Method)
	answer := dig(op, "responses", status)
	at := pointer + "/responses/" + status
	if answer == nil {
		t.Errorf("%s: status %s is not described: %s", name, status, out.raw)
		return name
	}
	if answer["$ref"] != nil {
		at = "/components/responses/Problem"
		answer = dig(s.doc, "components", "responses", "Problem")
	}
	s.checkBody(t, name+" "+status, at, answer, out)
	if out.code < 300 && sent != "" {
		s.validate(t, name+" request", pointer+"/requestBody/content/application~1json/schema", []byte(sent))
	}
	return name
}

func (s *spec) checkBody(t *testing.T, what, at string, answer map[string]any, out reply) {
	t.Helper()
	content := dig(answer, "content")
	media, _, _ := mime.ParseMediaType(out.header.Get("Content-Type"))
	if content == nil {
		if len(out.raw) > 0 {
			t.Errorf("%s: a body where none is described: %s", what, out.raw)
		}
		return
	}
	if content["application/octet-stream"] != nil {
		return
	}
	if content[media] == nil {
		t.Errorf("%s: answers as %q, which is not described: %s", what, media, out.raw)
		return
	}
	if dig(content, media)["schema"] != nil {
		s.validate(t, what, at+"/content/"+escape(media)+"/schema", out.raw)
	}
	if answer["headers"] != nil && out.header.Get("Location") == "" {
		t.Errorf("%s: no Location", what)
	}
}

func escape(s string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(s)
}

// validate holds a JSON value against the schema at a pointer of the description.
func (s *spec) validate(t *testing.T, what, pointer string, body []byte) {
	t.Helper()
	schema := s.compiled[pointer]
	if schema == nil {
		var err error
		if schema, err = s.compiler.Compile(specURL + "#" + strings.NewReplacer("{", "%7B", "}", "%7D").Replace(pointer)); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		s.compiled[pointer] = schema
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		t.Errorf("%s: %v: %s", what, err, body)
		return
	}
	if err := schema.Validate(value); err != nil {
		var short bytes.Buffer
		_ = json.Compact(&short, body)
		t.Errorf("%s is not as described: %v\n%s", what, err, &short)
	}
}

// operations lists every operation of the description.
func (s *spec) operations() map[string]string {
	all := map[string]string{}
	for path, item := range dig(s.doc, "paths") {
		for method := range item.(map[string]any) {
			name, _ := dig(item, method)["operationId"].(string)
			all[name] = fmt.Sprintf("%s %s", strings.ToUpper(method), path)
		}
	}
	return all
}
