package api

import (
	"encoding/json"
	"reflect"

	"github.com/gin-gonic/gin"
)

// writeJSON writes a value whole, so that a value that cannot be written is still a refusal.
func writeJSON(g *gin.Context, status int, v any) error {
	body, err := json.Marshal(filled(v))
	if err != nil {
		return err
	}
	g.Data(status, "application/json", body)
	return nil
}

// filled is v with every list that is nil made an empty one: a list that holds nothing is [], never null. v itself is left alone.
func filled(v any) any {
	if v == nil {
		return nil
	}
	out := reflect.New(reflect.TypeOf(v)).Elem()
	out.Set(reflect.ValueOf(v))
	fill(out)
	return out.Interface()
}

// fill works on a copy: what lies behind slices, maps and pointers is copied before it is changed.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Slice:
		fillSlice(v)
	case reflect.Array:
		if holdsLists(v.Type().Elem()) {
			for i := range v.Len() {
				fill(v.Index(i))
			}
		}
	case reflect.Map:
		if v.IsNil() {
			v.Set(reflect.MakeMap(v.Type()))
		}
	case reflect.Pointer:
		if !v.IsNil() && holdsLists(v.Type().Elem()) {
			to := reflect.New(v.Type().Elem())
			to.Elem().Set(v.Elem())
			fill(to.Elem())
			v.Set(to)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); (f.IsExported() || f.Anonymous) && holdsLists(f.Type) {
				fill(v.Field(i))
			}
		}
	default: // holds no list
	}
}

func fillSlice(v reflect.Value) {
	if isText(v.Type()) || v.Type().Elem().Kind() == reflect.Uint8 {
		return
	}
	to := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
	reflect.Copy(to, v)
	if holdsLists(v.Type().Elem()) {
		for i := range to.Len() {
			fill(to.Index(i))
		}
	}
	v.Set(to)
}

// holdsLists reports whether a list may lie in a value of the type. It may say yes too often, never no.
func holdsLists(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Slice, reflect.Map, reflect.Struct, reflect.Pointer:
		return !isText(t)
	case reflect.Array:
		return holdsLists(t.Elem())
	default:
		return false
	}
}
