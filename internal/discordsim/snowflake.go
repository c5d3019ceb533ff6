package discordsim

import (
	"fmt"
	"strconv"
	"time"
)

// ID is a snowflake: a 64-bit identifier whose upper bits are the time of its
// making. In JSON it is a string. Zero means none.
type ID uint64

// epoch is the first instant that a snowflake can express, in Unix
// milliseconds.
const epoch = 1420070400000

// ParseID reads an ID as it stands in JSON strings and paths.
func ParseID(s string) (ID, error) {
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil || n == 0 {
		return 0, fmt.Errorf("%q is not a snowflake", s)
	}
	return ID(n), nil
}

// String is the ID in decimal.
func (id ID) String() string { return strconv.FormatUint(uint64(id), 10) }

// Time is when the ID was made, to the millisecond.
func (id ID) Time() time.Time { return time.UnixMilli(int64(id>>22) + epoch).UTC() }

// MarshalText writes the ID as a decimal string.
func (id ID) MarshalText() ([]byte, error) { return id.AppendText(nil) }

// AppendText appends the ID in decimal to b.
func (id ID) AppendText(b []byte) ([]byte, error) {
	return strconv.AppendUint(b, uint64(id), 10), nil
}

// UnmarshalText reads a decimal ID, as it stands in the keys of an object.
func (id *ID) UnmarshalText(b []byte) (err error) {
	*id, err = ParseID(string(b))
	return err
}

// UnmarshalJSON reads a string, or a number as Discord also takes it.
func (id *ID) UnmarshalJSON(b []byte) error {
	s := string(b)
	if s == "null" || s == `""` {
		*id = 0
		return nil
	}
	if len(s) > 1 && s[0] == '"' {
		s = s[1 : len(s)-1]
	}
	n, err := strconv.ParseUint(s, 10, 64)
	*id = ID(n)
	return err
}

// newID makes the next snowflake: never the same twice and always larger than
// the one before, even when the clock was set back. Callers hold s.mu.
func (s *Sim) newID() ID {
	ms := max(s.clock.Now().UnixMilli()-epoch, 1)
	s.lastID = max(ID(ms)<<22, s.lastID+1)
	return s.lastID
}
