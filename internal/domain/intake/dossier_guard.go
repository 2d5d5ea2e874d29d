package intake

import "github.com/goccy/go-yaml/token"

// guard refuses token lists on which the parser would take too long, and the parts of YAML a dossier has no use for.
// It tells all of the latter at once.
func guard(tokens token.Tokens) Problems {
	if len(tokens) > maxTokens {
		return Problems{{Key: "dossier.too_complex"}}
	}
	var problems Problems
	var nest nesting
	for i, tk := range tokens {
		if key := refused(tokens, i); key != "" {
			problems = append(problems, Problem{Line: tk.Position.Line, Column: tk.Position.Column, Key: key})
		}
		if !nest.take(tokens, i) {
			p := Problem{Line: tk.Position.Line, Column: tk.Position.Column, Key: "dossier.too_complex"}
			return append(problems, p)
		}
	}
	return problems
}

// refused is the message about a token that has no place in a dossier, or nothing.
func refused(tokens token.Tokens, i int) string {
	switch tokens[i].Type {
	case token.AnchorType, token.AliasType, token.MergeKeyType, token.TagType, token.MappingKeyType, token.DirectiveType:
		return "dossier.yaml.plain_only"
	case token.DocumentHeaderType:
		if i > 0 && !onlyComments(tokens[:i]) {
			return "dossier.yaml.one_document"
		}
	default:
	}
	return ""
}

func onlyComments(tokens token.Tokens) bool {
	for _, tk := range tokens {
		if tk.Type != token.CommentType {
			return false
		}
	}
	return true
}

// nesting follows how deep the tokens are nested and how many keys each mapping has, without building anything.
type nesting struct {
	block []nestLevel // by column, outermost first
	flow  []int       // keys of each flow collection that is open
}

// nestLevel is a block mapping or sequence that begins in a column.
type nestLevel struct{ column, entries int }

// take counts one token and reports whether the bounds still hold.
func (n *nesting) take(tokens token.Tokens, i int) bool {
	switch tk := tokens[i]; tk.Type {
	case token.SequenceStartType, token.MappingStartType:
		n.flow = append(n.flow, 0)
	case token.SequenceEndType, token.MappingEndType:
		n.flow = n.flow[:max(len(n.flow)-1, 0)]
	case token.SequenceEntryType:
		if len(n.flow) == 0 {
			n.enter(tk.Position.Column, false)
		}
	case token.MappingValueType:
		switch {
		case len(n.flow) > 0:
			n.flow[len(n.flow)-1]++
			return n.flow[len(n.flow)-1] <= maxEntries
		case i > 0:
			return n.enter(tokens[i-1].Position.Column, true) && len(n.block) <= maxDepth
		}
	default:
	}
	return len(n.flow)+len(n.block) <= maxDepth
}

// enter comes to an entry of the block collection in a column: those further right have ended.
func (n *nesting) enter(column int, counts bool) bool {
	for len(n.block) > 0 && n.block[len(n.block)-1].column > column {
		n.block = n.block[:len(n.block)-1]
	}
	if len(n.block) == 0 || n.block[len(n.block)-1].column < column {
		n.block = append(n.block, nestLevel{column: column})
	}
	if counts {
		n.block[len(n.block)-1].entries++
	}
	return n.block[len(n.block)-1].entries <= maxEntries
}
