package casefile

import (
	"encoding"
	"reflect"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"vigil/internal/calendar"
)

// readsItself reports whether t has a say in how it is read: dates, terms,
// years, amounts.
func readsItself(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	return p.Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) || p.Implements(reflect.TypeFor[json.Unmarshaler]())
}

func wantsNumber(t reflect.Type) bool {
	return t == reflect.TypeFor[Year]() || t == reflect.TypeFor[Amount]()
}

// wanted says what a value of type t looks like.
func wanted(t reflect.Type) string {
	switch t {
	case reflect.TypeFor[calendar.Date]():
		return `a date as text, such as "2024-05"`
	case reflect.TypeFor[calendar.Term]():
		return `a term as text, such as "P1Y6M"`
	case reflect.TypeFor[Year]():
		return `a year, such as 2018 or "2018"`
	case reflect.TypeFor[Amount]():
		return `an amount, such as 5000 or "5000.50"`
	}
	switch t.Kind() {
	case reflect.Struct:
		return "an object in braces"
	case reflect.Slice:
		return "a list in brackets"
	case reflect.Bool:
		return "true or false"
	case reflect.Int:
		return "a whole number"
	}
	return "text in quotes"
}

func found(k jsontext.Kind) string {
	switch k {
	case jsontext.KindBeginObject:
		return "an object"
	case jsontext.KindBeginArray:
		return "a list"
	case jsontext.KindNumber:
		return "this number"
	case jsontext.KindString:
		return "text"
	case jsontext.KindTrue, jsontext.KindFalse:
		return "true or false"
	}
	return "this"
}

// named is what people call a struct of the format.
func named(t reflect.Type) string {
	switch name := strings.ToLower(t.Name()); name {
	case "life":
		return "a birth or death"
	case "text":
		return "a nationality or profession"
	case "related":
		return "one of people"
	case "remark":
		return "a note"
	case "event", "award":
		return "an " + name
	case "person", "status", "whereabouts", "custody", "withheld":
		return name
	default:
		return "a " + name
	}
}
