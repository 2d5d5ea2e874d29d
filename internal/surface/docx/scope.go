package docx

// scope is what marks stand for at one place of a document: texts, and lists whose members are scopes of their own.
type scope struct {
	texts map[string]string
	codes map[string]string // marks that are drawn as a QR code, with what it says
	lists map[string][]*scope
	above *scope
	of    string // the list it is a member of
}

// newScope is an empty one.
func newScope() *scope { return &scope{texts: map[string]string{}, lists: map[string][]*scope{}} }

// texted is a scope of texts given as name, text, name, text.
func texted(pairs ...string) *scope {
	s := newScope()
	for i := 0; i+1 < len(pairs); i += 2 {
		s.texts[pairs[i]] = legal(pairs[i+1])
	}
	return s
}

// text is what a value mark stands for; false when there is no such mark here.
func (s *scope) text(name string) (string, bool) {
	for ; s != nil; s = s.above {
		if t, ok := s.texts[name]; ok {
			return t, true
		}
	}
	return "", false
}

// code is what a mark's QR code says; false where the mark is none.
func (s *scope) code(name string) (string, bool) {
	for ; s != nil; s = s.above {
		if t, ok := s.codes[name]; ok {
			return t, t != ""
		}
	}
	return "", false
}

// repeats are the scopes in which what lies between two marks is written: one for each member of a list, the present one for
// a text that is not empty, none else. A list is not found within itself, so that a template cannot multiply without end.
func (s *scope) repeats(m mark) []*scope {
	var found []*scope
	inside := false
	for at := s; at != nil; at = at.above {
		inside = inside || at.of == m.name
		if t, ok := at.texts[m.name]; ok {
			if t != "" {
				found = []*scope{s}
			}
			break
		}
		if list, ok := at.lists[m.name]; ok && !inside {
			found = s.members(m.name, list)
			break
		}
	}
	if m.verb != unless {
		return found
	}
	if len(found) == 0 {
		return []*scope{s}
	}
	return nil
}

func (s *scope) members(name string, list []*scope) []*scope {
	all := make([]*scope, len(list))
	for i, l := range list {
		member := *l
		member.above, member.of = s, name
		all[i] = &member
	}
	return all
}
