package casefile

import (
	"reflect"
	"strings"
)

// members are the JSON names of t's fields with their types, those that every
// fact has included.
func members(t reflect.Type) map[string]reflect.Type {
	m := make(map[string]reflect.Type, t.NumField())
	for _, f := range reflect.VisibleFields(t) {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
			m[name] = f.Type
		}
	}
	return m
}
