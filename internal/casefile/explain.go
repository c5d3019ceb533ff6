package casefile

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// maxProblems is how many problems of one casefile are listed. Whoever mends
// twenty looks again anyway.
const maxProblems = 20

// explain says in plain words what is wrong with data, which could not be
// decoded into v because of cause. It reads data a second time, beside v's
// type, so that decoding what is right stays fast and what is wrong is listed
// whole: each unknown or doubled member, each wrong type, each unreadable date.
func explain(data []byte, v any, cause error) *Invalid {
	e := &explainer{data: data, dec: jsontext.NewDecoder(bytes.NewReader(data), jsontext.AllowDuplicateNames(true))}
	switch err := e.value(reflect.TypeOf(v), ""); {
	case err == nil:
		end := e.next()
		if _, err := e.dec.ReadToken(); err == nil {
			e.blame("", end, "there is more text after its end", "")
		}
	case !errors.Is(err, errEnough):
		e.syntax(err)
	}
	if len(e.problems) == 0 { // the decoder saw something that this did not
		e.blame("", 0, cause.Error(), "")
	}
	return &Invalid{Slug: slugIn(data), Problems: e.problems}
}

type explainer struct {
	data     []byte
	dec      *jsontext.Decoder
	problems []Problem
}

// errEnough ends an explanation that is long enough.
var errEnough = errors.New("enough problems")

// value compares the next value with t. Its error is jsontext's, or errEnough.
func (e *explainer) value(t reflect.Type, at jsontext.Pointer) error {
	start := e.next()
	kind := e.dec.PeekKind()
	if kind == jsontext.KindInvalid {
		_, err := e.dec.ReadToken()
		return err
	}
	if kind == jsontext.KindNull {
		return e.refuse(at, start, errNull.Error())
	}
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if readsItself(t) {
		return e.leaf(t, at, start, kind)
	}
	switch {
	case t.Kind() == reflect.Struct && kind == jsontext.KindBeginObject:
		return e.object(t, at)
	case t.Kind() == reflect.Slice && kind == jsontext.KindBeginArray:
		return e.list(t.Elem(), at)
	case t.Kind() == reflect.Struct || t.Kind() == reflect.Slice:
		return e.refuse(at, start, "must be "+wanted(t)+", not "+found(kind))
	}
	return e.leaf(t, at, start, kind)
}

func (e *explainer) object(t reflect.Type, at jsontext.Pointer) error {
	if _, err := e.dec.ReadToken(); err != nil {
		return err
	}
	fields, seen := members(t), map[string]bool{}
	for e.dec.PeekKind() == jsontext.KindString {
		start := e.next()
		token, err := e.dec.ReadToken()
		if err != nil {
			return err
		}
		name := token.String()
		field, known := fields[name]
		switch {
		case seen[name]:
			err = e.refuse(at.AppendToken(name), start, "stands here a second time; one of the two must go")
		case !known:
			e.blame(at.AppendToken(name), start, "is not a member of "+named(t), nearest(name, keys(fields)))
			err = e.skip()
		default:
			err = e.value(field, at.AppendToken(name))
		}
		if err != nil {
			return err
		}
		seen[name] = true
	}
	_, err := e.dec.ReadToken()
	return err
}

func (e *explainer) list(elem reflect.Type, at jsontext.Pointer) error {
	if _, err := e.dec.ReadToken(); err != nil {
		return err
	}
	for i := 0; e.dec.PeekKind() != jsontext.KindEndArray; i++ {
		if err := e.value(elem, at.AppendToken(fmt.Sprint(i))); err != nil {
			return err
		}
	}
	_, err := e.dec.ReadToken()
	return err
}

// leaf tries the next value on a fresh t.
func (e *explainer) leaf(t reflect.Type, at jsontext.Pointer, start int64, kind jsontext.Kind) error {
	value, err := e.dec.ReadValue()
	if err != nil {
		return err
	}
	err = json.Unmarshal(value, reflect.New(t).Interface())
	if err == nil {
		return nil
	}
	if cause := errors.Unwrap(err); cause != nil && readsItself(t) && (kind == jsontext.KindString || kind == jsontext.KindNumber && wantsNumber(t)) {
		e.blame(at, start, cause.Error(), "")
	} else {
		e.blame(at, start, "must be "+wanted(t)+", not "+found(kind), "")
	}
	return e.enough()
}

// refuse blames the next value and passes over it.
func (e *explainer) refuse(at jsontext.Pointer, start int64, reason string) error {
	e.blame(at, start, reason, "")
	return e.skip()
}

// skip passes over the next value, which was blamed already.
func (e *explainer) skip() error {
	if err := e.enough(); err != nil {
		return err
	}
	return e.dec.SkipValue()
}

func (e *explainer) enough() error {
	if len(e.problems) >= maxProblems {
		return errEnough
	}
	return nil
}

func (e *explainer) blame(at jsontext.Pointer, offset int64, reason, suggestion string) {
	line, column := place(e.data, offset)
	e.problems = append(e.problems, Problem{string(at), line, column, reason, suggestion})
}

// syntax reports where data stops being JSON.
func (e *explainer) syntax(err error) {
	var s *jsontext.SyntacticError
	if !errors.As(err, &s) {
		e.blame("", int64(len(e.data)), plainSyntax(err), "")
		return
	}
	e.blame(s.JSONPointer, s.ByteOffset, plainSyntax(s.Err), "")
}

// next is the offset of the next token.
func (e *explainer) next() int64 {
	i := e.dec.InputOffset()
	for i < int64(len(e.data)) && strings.IndexByte(" \t\r\n,:", e.data[i]) >= 0 {
		i++
	}
	return i
}
