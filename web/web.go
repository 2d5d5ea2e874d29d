// Package web holds what a browser sees: built assets here, page components in views. It decides nothing.
package web

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
)

// Prefix is the path below which built files are served; their names carry a hash, so they may be cached for ever.
const Prefix = "/assets/"

// dist is the built assets; in a fresh clone, before they are built, it holds only a placeholder.
//
//go:embed all:dist
var dist embed.FS

// documents is what the built-in Word templates are made of: settings of their forms, and parts.
//
//go:embed documents
var documents embed.FS

// Documents is what the built-in Word templates are made of; package docx knows what to do with it.
func Documents() fs.FS {
	sub, err := fs.Sub(documents, "documents")
	if err != nil {
		panic(err) // "documents" is a valid name; fs.Sub fails for nothing else
	}
	return sub
}

// ErrNotBuilt says that the program was compiled before the assets were built.
// Whoever is asked for a page answers with its words.
var ErrNotBuilt = errors.New("the pages' styles and scripts are not built: run `make assets` (or `npm ci && npm run build` in web/) and build the program again")

// Dist is the built files as embedded in the program.
func Dist() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // "dist" is a valid name; fs.Sub fails for nothing else
	}
	return sub
}

// Assets knows the hashed names of the built files. The zero Assets answers with plain names and serves tests of pages.
type Assets struct {
	names map[string]string
	files fs.FS
}

// NewAssets reads the manifest that the build leaves among the files (normally Dist()).
// It returns ErrNotBuilt where there is none.
func NewAssets(files fs.FS) (Assets, error) {
	raw, err := fs.ReadFile(files, "manifest.json")
	if errors.Is(err, fs.ErrNotExist) {
		return Assets{}, ErrNotBuilt
	}
	if err != nil {
		return Assets{}, fmt.Errorf("assets manifest: %w", err)
	}
	a := Assets{files: files}
	if err := json.Unmarshal(raw, &a.names); err != nil {
		return Assets{}, fmt.Errorf("assets manifest: %w", err)
	}
	for name, hashed := range a.names {
		if _, err := fs.Stat(files, hashed); err != nil {
			return Assets{}, fmt.Errorf("assets manifest: %s: %w", name, err)
		}
	}
	return a, nil
}

// URL is the address of a file by its plain name: "app.css" becomes "/assets/app-3F2A9C1B.css".
// A name the build does not know is answered as it stands, and the browser's 404 tells.
func (a Assets) URL(name string) string {
	if hashed, ok := a.names[name]; ok {
		return Prefix + hashed
	}
	return Prefix + name
}

// Files is what is to be served below Prefix; nil for the zero Assets.
func (a Assets) Files() fs.FS { return a.files }

// ContentSecurityPolicy is the policy every page keeps: nothing inline, nothing from elsewhere.
// Images may be data: because Bootstrap draws the ticks of check boxes so.
const ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
