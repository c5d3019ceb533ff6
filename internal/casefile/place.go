package casefile

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// place turns an offset into a line and a column, both from 1. Columns count
// characters, as editors do.
func place(data []byte, offset int64) (line, column int) {
	before := data[:min(max(offset, 0), int64(len(data)))]
	start := bytes.LastIndexByte(before, '\n') + 1
	return 1 + bytes.Count(before, []byte{'\n'}), 1 + utf8.RuneCount(before[start:])
}

// locate fills in the lines and columns of problems from their paths, in the
// casefile that data is. What isn't there (a missing member) is placed at the
// nearest that is.
func locate(data []byte, problems []Problem) {
	offsets := map[string]int64{}
	for _, p := range problems {
		for path := p.Path; path != ""; path = path[:strings.LastIndexByte(path, '/')] {
			offsets[path] = -1
		}
	}
	d := jsontext.NewDecoder(bytes.NewReader(data))
	for {
		d.PeekKind()
		end := d.InputOffset()
		if _, err := d.ReadToken(); err != nil {
			break
		}
		if kind, n := d.StackIndex(d.StackDepth()); kind == jsontext.KindBeginObject && n%2 == 1 {
			continue // a member's name; its value follows
		}
		path := string(d.StackPointer())
		if at, asked := offsets[path]; asked && at < 0 {
			offsets[path] = end + int64(len(data[end:])-len(bytes.TrimLeft(data[end:], " \t\r\n,:")))
		}
	}
	for i := range problems {
		path, at := problems[i].Path, int64(0)
		for ; path != ""; path = path[:strings.LastIndexByte(path, '/')] {
			if at = offsets[path]; at >= 0 {
				break
			}
			at = 0
		}
		problems[i].Line, problems[i].Column = place(data, at)
	}
}

// slugIn is the slug of a casefile that may be otherwise unreadable, or "".
func slugIn(data []byte) string {
	d := jsontext.NewDecoder(bytes.NewReader(data), jsontext.AllowDuplicateNames(true))
	if t, err := d.ReadToken(); err != nil || t.Kind() != jsontext.KindBeginObject {
		return ""
	}
	for d.PeekKind() == jsontext.KindString {
		name, err := d.ReadToken()
		if err != nil {
			return ""
		}
		wanted := name.String() == "slug"
		value, err := d.ReadValue()
		if err != nil {
			return ""
		}
		if s, ok := plainText(value); wanted && ok && IsSlug(s) {
			return s
		}
	}
	return ""
}

// plainSyntax says in plain words how a text fails to be JSON.
func plainSyntax(err error) string {
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "it ends too soon: the file was cut off here"
	case errors.Is(err, jsontext.ErrDuplicateName):
		return "stands here a second time; one of the two must go"
	}
	what := strings.TrimPrefix(err.Error(), "jsontext: ")
	if strings.Contains(what, "UTF-8") || strings.Contains(what, "surrogate") {
		return "a letter is damaged here: the file must be in UTF-8 (" + what + ")"
	}
	return "this is not JSON: " + what
}
