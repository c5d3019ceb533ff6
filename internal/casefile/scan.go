package casefile

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// What a casebook may hold. A record of the longest career fits a hundred
// times over; a file beyond these is hostile or not a casebook.
const (
	maxRecord = 4 << 20  // bytes of one casefile
	maxHeader = 64 << 10 // bytes of one member beside casefiles
	maxDepth  = 32       // brackets within brackets of one casefile that is read
	maxCount  = 10_000   // brackets within brackets that are still told apart
)

// scanner tells the values of a JSON text apart without understanding them,
// and keeps count of where it is. It knows strings and brackets, which is
// enough to find the end of a casefile that is itself broken.
type scanner struct {
	in     *bufio.Reader
	offset int64 // of the next byte
	line   int   // of the next byte, from 1
	start  int64 // offset at which that line starts
}

func newScanner(r io.Reader) *scanner {
	return &scanner{in: bufio.NewReaderSize(r, 64<<10), line: 1}
}

// fail is a SyntaxError at the next byte.
func (s *scanner) fail(format string, args ...any) error {
	return &SyntaxError{Line: s.line, Column: int(s.offset-s.start) + 1, Offset: s.offset, Reason: fmt.Sprintf(format, args...)}
}

// broken turns the end of the file, where something more was due, into a
// SyntaxError; a failure to read stays what it is.
func (s *scanner) broken(err error, missing string) error {
	if errors.Is(err, io.EOF) {
		return s.fail("the file ends before %s: it was cut off, or is still being written", missing)
	}
	return err
}

// begin passes over a byte order mark and refuses what is no UTF-8 text.
func (s *scanner) begin() error {
	head, err := s.in.Peek(4)
	if len(head) == 0 && err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		_, err := s.in.Discard(3)
		s.offset, s.start = 3, 3
		return err
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")),
		len(head) == 4 && (head[0] == 0 || head[1] == 0):
		return s.fail("the file is in UTF-16 or UTF-32; save it as UTF-8")
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("\x1f\x8b")):
		return s.fail("the file is compressed; unpack it first")
	}
	return nil
}

// skipSpace passes over white space and returns the byte after it, unread.
func (s *scanner) skipSpace() (byte, error) {
	for {
		b, err := s.in.ReadByte()
		if err != nil {
			return 0, err
		}
		switch b {
		case '\n':
			s.offset++
			s.line++
			s.start = s.offset
		case ' ', '\t', '\r':
			s.offset++
		default:
			return b, s.in.UnreadByte()
		}
	}
}

// take reads the one byte that skipSpace has just seen.
func (s *scanner) take() error {
	_, err := s.in.ReadByte()
	s.offset++
	return err
}

// expect passes over white space and then the byte want.
func (s *scanner) expect(want byte, missing string) error {
	b, err := s.skipSpace()
	if err != nil {
		return s.broken(err, missing)
	}
	if b != want {
		return s.fail("here should be %s, not %q", missing, b)
	}
	return s.take()
}

// raw is a value as it stands in the file.
type raw struct {
	data  []byte // nil if it was longer than allowed
	size  int64
	depth int   // of brackets
	line  int   // on which it starts
	col   int   // bytes, from 1
	at    int64 // offset
}

// value reads the next value up to limit bytes; what is longer is passed over
// without being kept. The error is a *SyntaxError where its end can't be made
// out: brackets that don't match, a text that isn't closed on its line, the
// end of the file.
func (s *scanner) value(limit int) (v raw, err error) {
	first, err := s.skipSpace()
	if err != nil {
		return raw{}, s.broken(err, "the value")
	}
	if strings.IndexByte("]},:", first) >= 0 {
		return raw{}, s.fail("here should be a value, not %q", first)
	}
	v = raw{line: s.line, col: int(s.offset-s.start) + 1, at: s.offset}
	keep := make([]byte, 0, min(limit, 2048))
	x := extent{scalar: strings.IndexByte("{[\"", first) < 0}
	for done := false; !done; {
		chunk, err := s.window()
		if errors.Is(err, io.EOF) && x.scalar {
			break // whatever is due after it is missed there
		}
		if err != nil {
			return v, s.broken(err, "this value does")
		}
		n, fault := 0, ""
		n, done, fault = x.run(chunk)
		if v.size += int64(n); v.size <= int64(limit) {
			keep = append(keep, chunk[:n]...)
		} else {
			keep = nil
		}
		if err := s.pass(chunk[:n]); err != nil {
			return v, err
		}
		if fault != "" {
			return v, s.fail("%s", fault)
		}
	}
	v.data, v.depth = keep, x.deepest
	return v, nil
}

// pass goes over bytes that were looked at.
func (s *scanner) pass(seen []byte) error {
	if n := bytes.Count(seen, []byte{'\n'}); n > 0 {
		s.line += n
		s.start = s.offset + int64(bytes.LastIndexByte(seen, '\n')) + 1
	}
	s.offset += int64(len(seen))
	_, err := s.in.Discard(len(seen))
	return err
}

// window is what is buffered, at least one byte.
func (s *scanner) window() ([]byte, error) {
	if _, err := s.in.Peek(1); err != nil {
		return nil, err
	}
	return s.in.Peek(s.in.Buffered())
}
