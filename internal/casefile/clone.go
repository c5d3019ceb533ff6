package casefile

import "reflect"

// Clone is a copy of the casefile that shares no memory with it.
func (c *Casefile) Clone() *Casefile {
	out := *c
	part(reflect.ValueOf(&out).Elem())
	return &out
}

// part gives v, a copy, its own of everything that it would share with the
// original. What lies in unexported fields (dates, years, amounts) is text
// and numbers, which nobody can change.
func part(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			own := reflect.New(v.Type().Elem())
			own.Elem().Set(v.Elem())
			part(own.Elem())
			v.Set(own)
		}
	case reflect.Slice:
		if v.IsNil() {
			return
		}
		own := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(own, v)
		for i := range own.Len() {
			part(own.Index(i))
		}
		v.Set(own)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				part(v.Field(i))
			}
		}
	}
}
