package intake

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

// The bounds of a dossier's YAML. The parser takes time with the square of a mapping's keys and of the nesting, so that both
// are counted in its tokens before it is let loose. The format itself needs a tenth of each.
const (
	maxTokens  = 600_000
	maxDepth   = 40
	maxEntries = 500 // keys of one mapping
)

// yamlTree is a file as plain values (map[string]any, []any, string, json.Number, bool), with the place of each.
type yamlTree struct {
	top      any
	spots    spots
	scalars  map[place]string // how numbers and truth values were written
	problems Problems
	mends    map[vietnamese.MendKind]*mended
}

// mended is how often texts were mended in one way, and where first.
type mended struct {
	first place
	count int
}

// readYAML reads one YAML document. What the format has no use for (anchors, tags, several documents) is refused.
func readYAML(raw []byte) (*yamlTree, Problems) {
	tokens := lexer.Tokenize(string(raw))
	if problems := guard(tokens); problems != nil {
		return nil, problems
	}
	body, err := parseTokens(tokens)
	if err != nil {
		return nil, Problems{syntaxProblem(err)}
	}
	t := &yamlTree{spots: spots{"": {1, 1}}, scalars: map[place]string{}, mends: map[vietnamese.MendKind]*mended{}}
	t.top = t.value("", body)
	if _, ok := t.top.(map[string]any); !ok && len(t.problems) == 0 {
		return nil, Problems{{Line: 1, Column: 1, Key: "dossier.not_a_mapping"}}
	}
	return t, nil
}

// parseTokens runs the parser. Should it stumble over its own feet, that is a mistake of the file to the person who sent it.
func parseTokens(tokens token.Tokens) (body ast.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("yaml parser: %v", r)
		}
	}()
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, err
	}
	for _, doc := range file.Docs {
		if doc.Body != nil && body == nil {
			body = doc.Body
		}
	}
	return body, nil
}

// The parser's complaints that have a sentence of their own.
var syntaxKeys = []struct{ says, key string }{
	{"cannot start any token", "dossier.yaml.tab"},
	{"could not find end character", "dossier.yaml.quote"},
	{"mapping value is not allowed", "dossier.yaml.colon"},
	{"value is not allowed in this context", "dossier.yaml.indent"},
	{"must be specified", "dossier.yaml.bracket"},
	{"end token", "dossier.yaml.bracket"},
}

func syntaxProblem(err error) Problem {
	p := Problem{Key: "dossier.yaml.other", Args: []any{err.Error()}}
	var at yaml.Error
	if !errors.As(err, &at) {
		return p
	}
	p.Args = []any{at.GetMessage()}
	if tk := at.GetToken(); tk != nil && tk.Position != nil {
		p.Line, p.Column = tk.Position.Line, tk.Position.Column
	}
	for _, s := range syntaxKeys {
		if strings.Contains(at.GetMessage(), s.says) {
			p.Key, p.Args = s.key, nil
			break
		}
	}
	return p
}

// value turns a node into plain values and notes where each stands.
func (t *yamlTree) value(p place, n ast.Node) any {
	switch v := n.(type) {
	case *ast.MappingNode:
		return t.mapping(p, v.Values)
	case *ast.MappingValueNode:
		return t.mapping(p, []*ast.MappingValueNode{v})
	case *ast.SequenceNode:
		return t.sequence(p, v)
	case *ast.StringNode:
		return t.clean(p, v.Value)
	case *ast.LiteralNode:
		return t.clean(p, v.Value.Value)
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return t.scalar(p, n.GetToken().Value)
	case *ast.NullNode:
		return nil
	case nil:
		return nil
	}
	t.problems = append(t.problems, t.spots.problem(p, "dossier.yaml.plain_only"))
	return nil
}

func (t *yamlTree) mapping(p place, entries []*ast.MappingValueNode) any {
	m := make(map[string]any, len(entries))
	for _, e := range entries {
		name, ok := t.name(p, e)
		if !ok {
			continue
		}
		at := p.in(name)
		if _, twice := t.spots[at]; twice {
			first := t.spots[at].line
			t.problems = append(t.problems, nodeProblem(e.Key, at, "dossier.name_twice", name, first))
			continue
		}
		t.spots[at] = spotOf(e.Key)
		if v := t.value(at, e.Value); v != nil { // "place:" without a value says nothing about the place
			m[name] = v
		}
	}
	return m
}

// name is the key of a mapping's entry. Only plain words are keys of a dossier.
func (t *yamlTree) name(p place, e *ast.MappingValueNode) (string, bool) {
	switch k := e.Key.(type) {
	case *ast.StringNode:
		return vietnamese.NFC(k.Value), true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.NullNode:
		return k.GetToken().Value, true
	}
	t.problems = append(t.problems, nodeProblem(e.Key, p, "dossier.yaml.plain_only"))
	return "", false
}

func (t *yamlTree) sequence(p place, n *ast.SequenceNode) any {
	list := make([]any, 0, len(n.Values))
	for i, v := range n.Values {
		at := p.at(i)
		t.spots[at] = spotOf(v)
		list = append(list, t.value(at, v))
	}
	return list
}

// wholeNumber are the numbers a dossier holds. Other forms (0x10, 1_000, 012) are texts.
var wholeNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,8})$`)

func (t *yamlTree) scalar(p place, written string) any {
	t.scalars[p] = written
	switch {
	case wholeNumber.MatchString(written):
		return json.Number(written)
	case written == "true" || written == "True" || written == "TRUE":
		return true
	case written == "false" || written == "False" || written == "FALSE":
		return false
	}
	return written
}

// clean mends a text as every input door does and remembers what was mended.
func (t *yamlTree) clean(p place, s string) any {
	s, mends := vietnamese.Clean(s)
	for _, m := range mends {
		if t.mends[m.Kind] == nil {
			t.mends[m.Kind] = &mended{first: p}
		}
		t.mends[m.Kind].count += m.Count
	}
	return strings.TrimSpace(s)
}

// notices tell of each kind of mending where it was first needed and how often.
func (t *yamlTree) notices() Problems {
	var told Problems
	for k, m := range t.mends {
		told = append(told, t.spots.problem(m.first, "dossier.mended."+string(k), m.count))
	}
	return told
}

// spotOf is where a node begins. A mapping begins with its first key, not with the sign between key and value.
func spotOf(n ast.Node) spot {
	switch v := n.(type) {
	case *ast.MappingNode:
		if len(v.Values) > 0 && !v.IsFlowStyle {
			return spotOf(v.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return spotOf(v.Key)
	case *ast.SequenceNode:
		if len(v.Values) > 0 && !v.IsFlowStyle {
			return spotOf(v.Values[0])
		}
	case nil:
		return spot{}
	}
	if tk := n.GetToken(); tk != nil && tk.Position != nil {
		return spot{tk.Position.Line, tk.Position.Column}
	}
	return spot{}
}

func nodeProblem(n ast.Node, p place, key string, args ...any) Problem {
	at := spotOf(n)
	return Problem{Line: at.line, Column: at.column, Path: p.String(), Key: key, Args: args}
}
