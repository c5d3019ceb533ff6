package sheet

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
)

// Refused is a file that can't be read at all.
type Refused struct {
	Code string // such as "packed", "encoding", "empty"
	Part string // of the file, that it is about; may be empty
}

// Error is the code, for logs and tests; people are told in [Refused.Key]'s
// words.
func (e *Refused) Error() string { return "the file is refused: " + e.Code }

// Key is the catalogue's name of the words. They may use {part}.
func (e *Refused) Key() string { return "sheet.refused." + e.Code }

// Decode is a file as text. What is packed, or isn't text, is refused by what it
// begins with, and nothing is ever unpacked. Text is in UTF-8, or in UTF-16
// where it says so itself; any other encoding would have to be guessed, and a
// wrong guess makes other people of the names. The error is a [*Refused].
func Decode(data []byte) (string, error) {
	if code := kind(data); code != "" {
		return "", &Refused{Code: code}
	}
	switch {
	case bytes.HasPrefix(data, []byte{0xef, 0xbb, 0xbf}):
		data = data[3:]
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}), bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		decoded, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(data)
		if err != nil || len(data)%2 == 1 || bytes.Contains(decoded, []byte("\ufffd")) {
			return "", &Refused{Code: "damaged"}
		}
		data = decoded
	}
	switch {
	case bytes.IndexByte(data, 0) >= 0 && looksWide(data):
		return "", &Refused{Code: "encoding"}
	case bytes.IndexByte(data, 0) >= 0:
		return "", &Refused{Code: "binary"}
	case !utf8.Valid(data):
		return "", &Refused{Code: "encoding"}
	case len(bytes.TrimSpace(data)) == 0:
		return "", &Refused{Code: "empty"}
	}
	return string(data), nil
}

// kind is what a file is that begins so and is no text, "" of any other.
func kind(data []byte) string {
	for _, k := range []struct{ begins, code string }{
		{"PK\x03\x04", "packed"}, {"PK\x05\x06", "packed"}, {"PK\x07\x08", "packed"},
		{"\x1f\x8b", "packed"}, {"BZh", "packed"}, {"\xfd7zXZ\x00", "packed"}, {"7z\xbc\xaf\x27\x1c", "packed"},
		{"Rar!\x1a\x07", "packed"}, {"\x28\xb5\x2f\xfd", "packed"}, {"\x04\x22\x4d\x18", "packed"}, {"MSCF", "packed"},
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook"},
		{"%PDF-", "pdf"},
		{"\x89PNG\r\n", "picture"}, {"\xff\xd8\xff", "picture"}, {"GIF8", "picture"}, {"RIFF", "picture"},
		{"\x7fELF", "binary"}, {"MZ\x90\x00", "binary"}, {"SQLite format 3\x00", "binary"},
	} {
		if strings.HasPrefix(string(data[:min(len(data), 16)]), k.begins) {
			return k.code
		}
	}
	if len(data) > 262 && string(data[257:262]) == "ustar" {
		return "packed"
	}
	return ""
}

// looksWide reports whether the text may be in UTF-16 without saying so: every
// other byte of its beginning is nought.
func looksWide(data []byte) bool {
	n := min(len(data), 64) &^ 1
	even, odd := 0, 0
	for i := 0; i < n; i += 2 {
		if data[i] == 0 {
			even++
		}
		if data[i+1] == 0 {
			odd++
		}
	}
	return n > 0 && max(even, odd) > n/4
}

// Casebook reports whether text is a casebook in JSON, by how it begins.
func Casebook(text string) bool {
	text = strings.TrimLeft(text, " \t\r\n")
	return strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[")
}
