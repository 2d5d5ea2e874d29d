package ui

import (
	"strconv"

	"github.com/a-h/templ"
)

// attributes are what all controls share: name, id, what describes them, and their state.
func (f Field) attributes() templ.OrderedAttributes {
	a := templ.OrderedAttributes{
		{Key: "name", Value: f.Name},
		{Key: "id", Value: f.id()},
	}
	put := func(yes bool, key string, value any) {
		if yes {
			a = append(a, templ.KeyValue[string, any]{Key: key, Value: value})
		}
	}
	by := f.describedBy()
	put(by != "", "aria-describedby", by)
	put(f.Error != "", "aria-invalid", "true")
	put(f.Required, "required", true)
	put(f.Disabled, "disabled", true)
	put(f.Placeholder != "", "placeholder", f.Placeholder)
	put(f.MaxLength > 0, "maxlength", strconv.Itoa(f.MaxLength))
	return a
}
