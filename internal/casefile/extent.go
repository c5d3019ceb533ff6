package casefile

import (
	"bytes"
	"fmt"
)

// extent finds out where a JSON value ends, as its bytes come by.
type extent struct {
	scalar          bool // a number, true, null: ends before what can't be part of it
	inText, escaped bool
	open            brackets
	deepest         int // most brackets that were open at once
}

// run looks at the next bytes. n of them belong to the value; done says that
// the value ends there. A fault is found at byte n: nobody can tell the end.
func (x *extent) run(chunk []byte) (n int, done bool, fault string) {
	if x.scalar {
		end := bytes.IndexAny(chunk, ",]} \t\r\n:")
		if end < 0 {
			return len(chunk), false, ""
		}
		return end, true, ""
	}
	for n < len(chunk) {
		if x.inText {
			k, fault := x.text(chunk[n:])
			if n += k; fault != "" {
				return n, false, fault
			}
			if !x.inText && x.open.depth == 0 {
				return n, true, ""
			}
			continue
		}
		switch b := chunk[n]; b {
		case '"':
			x.inText = true
		case '{', '[':
			if x.open.depth == maxCount {
				return n, false, fmt.Sprintf("more than %d brackets are open", maxCount)
			}
			x.open.push(b)
			x.deepest = max(x.deepest, x.open.depth)
		case '}', ']':
			if !x.open.pop(b) {
				return n, false, fmt.Sprintf("%q closes nothing that is open", b)
			}
			if x.open.depth == 0 {
				return n + 1, true, ""
			}
		}
		n++
	}
	return n, false, ""
}

// text goes to the end of a text in quotes, or of the chunk.
func (x *extent) text(chunk []byte) (n int, fault string) {
	for i, b := range chunk {
		switch {
		case b == '\n':
			return i, "a text in quotes isn't closed on its line"
		case x.escaped:
			x.escaped = false
		case b == '\\':
			x.escaped = true
		case b == '"':
			x.inText = false
			return i + 1, ""
		}
	}
	return len(chunk), ""
}

// brackets are those that are open. They are kept as bits, so that a file of
// nothing but brackets costs next to nothing.
type brackets struct {
	kinds [maxCount/64 + 1]uint64 // bit set: a brace
	depth int
}

func (o *brackets) push(b byte) {
	if b == '{' {
		o.kinds[o.depth/64] |= 1 << (o.depth % 64)
	} else {
		o.kinds[o.depth/64] &^= 1 << (o.depth % 64)
	}
	o.depth++
}

// pop closes the innermost bracket; false if b doesn't fit it.
func (o *brackets) pop(b byte) bool {
	if o.depth == 0 {
		return false
	}
	o.depth--
	brace := o.kinds[o.depth/64]&(1<<(o.depth%64)) != 0
	return brace == (b == '}')
}
