package api

import (
	"crypto/sha256"
	"encoding"
	"encoding/base64"
	"encoding/json"
	"net/url"
	"reflect"
	"slices"
	"strconv"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Rows is a list as the API tells it. Next is the cursor of the page that follows; it is missing on the last one.
type Rows[T any] struct {
	Rows  []T    `json:"rows"`
	Total int    `json:"total"`
	Next  string `json:"next,omitempty"`
}

// typeOfRows is the type of a list of rows.
func typeOfRows[T any]() reflect.Type { return reflect.TypeFor[Rows[T]]() }

// cursorParam continues a list; pageField is the field of the use case's query that it stands for.
const (
	cursorParam = "cursor"
	pageField   = "page"
)

// cursor is a place in one list: a page, and which list it is a page of. Callers are to hand it back, not to read it.
type cursor struct {
	Page int    `json:"p"`
	Of   string `json:"q"`
}

func (k cursor) String() string {
	b, _ := json.Marshal(k) // an int and a text always marshal
	return base64.RawURLEncoding.EncodeToString(b)
}

// parseCursor reads a cursor that was made for the list called of.
func parseCursor(s, of string) (cursor, error) {
	var k cursor
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err == nil {
		err = json.Unmarshal(b, &k)
	}
	if err != nil || k.Page < 1 || k.Page > 1<<30 {
		return k, refuse(cursorParam, "api.cursor")
	}
	if k.Of != of {
		return k, refuse(cursorParam, "api.cursor_other")
	}
	return k, nil
}

// listName is the same for all pages of one list and no other: who asks for what, but not the page.
func listName(c call) string {
	q := c.query()
	q.Del(cursorParam)
	h := sha256.Sum256([]byte(c.c.Request.URL.Path + "?" + q.Encode()))
	return base64.RawURLEncoding.EncodeToString(h[:9])
}

// readPaged reads the parameters of a list that comes in pages and tells where it stands.
func readPaged(c call, into any) (cursor, error) {
	k := cursor{Page: 1, Of: listName(c)}
	values := c.query()
	if err := readQuery(values, into, []string{cursorParam}); err != nil {
		return k, err
	}
	if s := values.Get(cursorParam); s != "" {
		var err error
		if k, err = parseCursor(s, k.Of); err != nil {
			return k, err
		}
	}
	v := reflect.ValueOf(into).Elem()
	if f, ok := fieldOf(v.Type(), pageField); ok {
		v.FieldByIndex(f.index).SetInt(int64(k.Page))
	}
	return k, nil
}

// rowsOf is a page of a use case with the cursor of the next.
func rowsOf[T any](p org.Page[T], k cursor) Rows[T] {
	r := Rows[T]{Rows: p.Rows, Total: p.Total}
	if p.Per > 0 && p.Page*p.Per < p.Total {
		r.Next = cursor{Page: p.Page + 1, Of: k.Of}.String()
	}
	return r
}

// readQuery reads the parameters of an address into a struct, as strictly as a body. also are names read elsewhere.
func readQuery(values url.Values, into any, also []string) error {
	v := reflect.ValueOf(into).Elem()
	wrong := checker{}
	for name, texts := range values {
		if slices.Contains(also, name) {
			continue
		}
		f, known := fieldOf(v.Type(), name)
		switch {
		case !known || name == pageField:
			wrong.wrong(name, "api.unknown_field")
		case f.field.Type.Kind() == reflect.Slice:
			wrong.setAll(v.FieldByIndex(f.index), texts, name)
		case len(texts) > 1:
			wrong.wrong(name, "api.twice")
		case texts[0] != "":
			wrong.set(v.FieldByIndex(f.index), texts[0], name)
		}
	}
	if len(wrong) > 0 {
		return &fault.Fault{Kind: fault.Invalid, Key: "invalid", Fields: wrong}
	}
	return nil
}

func (w checker) setAll(at reflect.Value, texts []string, name string) {
	list := reflect.MakeSlice(at.Type(), len(texts), len(texts))
	for i, s := range texts {
		w.set(list.Index(i), s, name)
	}
	at.Set(list)
}

// set puts a text into a field of a query.
func (w checker) set(at reflect.Value, s, name string) {
	if u, ok := at.Addr().Interface().(encoding.TextUnmarshaler); ok {
		if err := u.UnmarshalText([]byte(s)); err != nil {
			w.wrong(name, textKey(at.Type()))
		}
		return
	}
	switch at.Kind() {
	case reflect.String:
		if values := enumOf(at.Type()); len(values) > 0 && !slices.Contains(values, s) {
			w.wrong(name, "validate.other")
		}
		at.SetString(s)
	case reflect.Bool:
		b, err := strconv.ParseBool(s)
		if err != nil {
			w.wrong(name, "api.want_bool")
		}
		at.SetBool(b)
	default:
		n, err := strconv.ParseInt(s, 10, 32)
		if err != nil {
			w.wrong(name, "validate.number")
		}
		at.SetInt(n)
	}
}
