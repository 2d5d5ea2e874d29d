// Package i18n holds every word the program says to people, in Vietnamese first and English second.
// A key that no catalogue knows is answered loudly ("⟦key⟧"), so that tests and eyes find it.
package i18n

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// Lang is a language of the user interface.
type Lang string

// The languages, in the order they are preferred. Stored words are never translated.
const (
	Vi Lang = "vi"
	En Lang = "en"
)

// Langs lists the languages, the default first.
func Langs() []Lang { return []Lang{Vi, En} }

// Parse reads a language as stored in a cookie or a setting; ok is false for anything but a known one.
func Parse(s string) (Lang, bool) {
	l := Lang(s)
	return l, slices.Contains(Langs(), l)
}

//go:embed catalogue
var files embed.FS

// composedKey is the entry of a catalogue file that lists prefixes whose keys are put together at run time ("timing." + class).
const composedKey = "_composed"

// text is one entry: one sentence, or one for each plural category ("one" and "other") of the first whole number among the arguments.
type text struct {
	one   string
	other string
}

// Catalogue is all texts in all languages. It is read once at start and never changes.
type Catalogue struct {
	texts    map[Lang]map[string]text
	composed []string
}

// New reads the embedded catalogues. It fails on a malformed file or on a key that is there twice.
func New() (*Catalogue, error) { return read(files) }

func read(fsys fs.FS) (*Catalogue, error) {
	c := &Catalogue{texts: map[Lang]map[string]text{}}
	for _, l := range Langs() {
		names, err := fs.Glob(fsys, path.Join("catalogue", string(l), "*.json"))
		if err != nil {
			return nil, fmt.Errorf("catalogue %s: %w", l, err)
		}
		c.texts[l] = map[string]text{}
		for _, name := range names {
			if err := c.add(fsys, l, name); err != nil {
				return nil, fmt.Errorf("catalogue %s: %w", name, err)
			}
		}
	}
	return c, nil
}

func (c *Catalogue) add(fsys fs.FS, l Lang, name string) error {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	entries, err := decode(raw)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.key == composedKey {
			c.composed = append(c.composed, e.list...)
			continue
		}
		if _, twice := c.texts[l][e.key]; twice {
			return fmt.Errorf("key %q is there twice", e.key)
		}
		c.texts[l][e.key] = e.text
	}
	return nil
}

// Printer speaks one language of the catalogue.
func (c *Catalogue) Printer(l Lang) *Printer {
	if _, ok := c.texts[l]; !ok {
		l = Vi
	}
	return &Printer{lang: l, catalogue: c, texts: c.texts[l]}
}

// Keys lists every key of a language, sorted.
func (c *Catalogue) Keys(l Lang) []string { return slices.Sorted(maps.Keys(c.texts[l])) }

// Texts lists every sentence of a language, so that a test can look for Vietnamese where English was asked for.
func (c *Catalogue) Texts(l Lang) []string {
	var all []string
	for _, t := range c.texts[l] {
		all = append(all, t.forms()...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Composed reports whether the key belongs to a family whose keys are put together at run time.
func (c *Catalogue) Composed(key string) bool {
	return slices.ContainsFunc(c.composed, func(prefix string) bool { return strings.HasPrefix(key, prefix) })
}

func (t text) forms() []string {
	if t.one == "" {
		return []string{t.other}
	}
	return []string{t.one, t.other}
}
