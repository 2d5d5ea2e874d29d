package api

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
)

const about = `Everything the pages do, for programs.

- **Signing in**: a bearer token, made on the account's page, by ` + "`dondoc token create`" + ` or by POST /tokens.
- **Ids** are UUIDs of version 7 made by whoever creates a row. The same request again answers 200 with the stored row and writes nothing; another content under the same id is 409.
- **Writes** name the version they start from. When somebody was quicker the answer is 409: ` + "`yours`" + ` is what was sent, ` + "`theirs`" + ` what is stored now.
- **Lists** come in pages: ask again with the cursor given as ` + "`next`" + ` and the same parameters.
- **Refusals** are application/problem+json (RFC 9457); ` + "`errors`" + ` names every field that is wrong.
- **Addresses**: a committee is named by its code or its id; a meeting, a shortcoming and a task by their id or their short number.
- What is not yours to see is 404, as if it were not there.
`

// Document is the OpenAPI 3.1 description of the API, as YAML, always the same.
func Document() ([]byte, error) {
	s := newSchemas()
	routes := (&API{}).routes()
	for _, r := range routes { // answers first: where a type is both, the request's gets the longer name
		if r.answer != nil {
			s.answer(r.answer)
		}
		for _, b := range r.binds {
			s.bound[r.body] = append(s.bound[r.body], b.field)
		}
	}
	problem := s.problem()
	byPath := map[string]node{}
	for _, r := range routes {
		byPath[Prefix+r.path] = append(byPath[Prefix+r.path], item(strings.ToLower(r.method), s.operation(r)))
	}
	var paths node
	for _, p := range slices.Sorted(maps.Keys(byPath)) {
		paths = append(paths, item(p, byPath[p]))
	}
	doc := node{
		item("openapi", "3.1.0"),
		item("info", node{item("title", "Đôn Đốc"), item("version", "1"), item("description", about)}),
		item("security", []node{{item("token", []string{})}}),
		item("paths", paths),
		item("components", node{
			item("securitySchemes", node{item("token", node{item("type", "http"), item("scheme", "bearer")})}),
			item("responses", node{item("Problem", node{
				item("description", "Refused"), item("content", node{item("application/problem+json", node{item("schema", problem)})}),
			})}),
			item("schemas", s.components()),
		}),
	}
	return yaml.MarshalWithOptions(doc, yaml.IndentSequence(true), yaml.UseLiteralStyleIfMultiline(true))
}

func (s *schemas) operation(r route) node {
	n := node{item("operationId", r.name), item("summary", r.summary), item("tags", []string{tag(r.path)})}
	if p := s.parameters(r); len(p) > 0 {
		n = append(n, item("parameters", p))
	}
	switch {
	case r.body != nil:
		n = append(n, item("requestBody", requestBody("application/json", s.request(r.body, ""))))
	case r.takes != "":
		n = append(n, item("requestBody", requestBody(r.takes, node{})))
	case r.form != nil:
		n = append(n, item("requestBody", requestBody("multipart/form-data", s.multipart(r.form))))
	}
	return append(n, item("responses", s.responses(r)))
}

func requestBody(media string, schema node) node {
	return node{item("required", true), item("content", node{item(media, node{item("schema", schema)})})}
}

// tag groups operations by the noun they are about.
func tag(path string) string {
	parts := strings.Split(strings.TrimPrefix(path, "/"), "/")
	if len(parts) > 2 && parts[0] == "committees" {
		return parts[2]
	}
	return parts[0]
}

func (s *schemas) multipart(parts []formPart) node {
	var properties node
	var required []string
	for _, p := range parts {
		schema := node{item("type", "string"), item("contentMediaType", "application/octet-stream")}
		if p.of != nil {
			schema = s.request(p.of, "required")
		}
		properties = append(properties, item(p.name, schema))
		required = append(required, p.name)
	}
	return node{item("type", "object"), item("properties", properties), item("required", required)}
}

func (s *schemas) parameters(r route) []node {
	var all []node
	for _, name := range r.params() {
		all = append(all, node{item("name", name), item("in", "path"), item("required", true), item("schema", pathSchema(name))})
	}
	for _, name := range r.headers {
		all = append(all, node{item("name", name), item("in", "header"), item("required", true), item("schema", node{item("type", "string")})})
	}
	if r.query != nil {
		for _, f := range fieldsOf(r.query) {
			if f.name != pageField {
				all = append(all, s.parameter(f))
			}
		}
	}
	if r.paged {
		all = append(all, node{item("name", cursorParam), item("in", "query"), item("schema", node{item("type", "string")})})
	}
	return all
}

func (s *schemas) parameter(f jsonField) node {
	schema := s.request(f.field.Type, f.field.Tag.Get("validate"))
	if f.name == "per" {
		schema = node{item("type", "integer"), item("minimum", 1), item("maximum", org.MaxPer), item("default", org.DefaultPer)}
	}
	n := node{item("name", f.name), item("in", "query")}
	if slices.Contains(strings.Split(f.field.Tag.Get("validate"), ","), "required") {
		n = append(n, item("required", true))
	}
	return append(n, item("schema", schema))
}

// pathSchema is what a part of the path looks like.
func pathSchema(name string) node {
	switch name {
	case "committee", "meeting", "shortcoming", "task":
		return node{item("type", "string")} // a code or short number, or an id
	case "period":
		return node{item("type", "string"), item("pattern", "^[0-9]{4}-H[12]$")}
	case "year":
		return node{item("type", "integer")}
	case "day":
		return node{item("type", "string"), item("format", "date")}
	case "kind":
		return node{item("type", "string"), item("enum", texts(meeting.PaperKinds()))}
	case "digest":
		return node{item("type", "string"), item("pattern", "^[0-9a-f]{64}$")}
	}
	return node{item("type", "string"), item("format", "uuid")}
}

func (s *schemas) responses(r route) node {
	success := node{item("description", http.StatusText(r.status))}
	if r.reading != "" {
		success = append(success, item("headers", node{item("Location", node{item("schema", node{item("type", "string")})})}))
	}
	switch {
	case r.media != "":
		success = append(success, item("content", node{item(r.media, node{})}))
	case r.answer != nil:
		success = append(success, item("content", node{item("application/json", node{item("schema", s.answer(r.answer))})}))
	}
	var n node
	if r.repeats {
		again := slices.Clone(success)
		again[0] = item("description", "The same request was answered before; nothing was written")
		n = append(n, item("200", again))
	}
	n = append(n, item(strconv.Itoa(r.status), success))
	for _, status := range refusals(r) {
		n = append(n, item(strconv.Itoa(status), s.refusal(r, status)))
	}
	return append(n, item("default", node{item("$ref", "#/components/responses/Problem")}))
}

// refusals are the statuses a caller of a route has to reckon with.
func refusals(r route) []int {
	all := []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound}
	if r.method != http.MethodGet {
		all = append(all, http.StatusConflict)
	}
	if r.body != nil || r.form != nil || r.takes != "" || len(r.headers) > 0 {
		all = append(all, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	}
	return append(all, http.StatusUnprocessableEntity)
}

// refusal is the answer of one such status. A stale write tells both sides: what was sent, and what is stored now in the shape of
// a success.
func (s *schemas) refusal(r route, status int) node {
	if status != http.StatusConflict || !r.versioned() {
		return node{item("$ref", "#/components/responses/Problem")}
	}
	theirs := r.answer
	if r.theirs != nil {
		theirs = r.theirs
	}
	stale := node{item("type", "object"), item("properties", node{item("yours", s.request(r.body, "")), item("theirs", s.answer(theirs))})}
	return node{
		item("description", "Refused; when somebody was quicker, yours is what was sent and theirs what is stored now"),
		item("content", node{item("application/problem+json", node{item("schema", node{item("allOf", []node{s.problem(), stale})})})}),
	}
}
