package store

import (
	"errors"
	"syscall"
)

// isReadOnlyFS tells whether a file couldn't be opened for writing because
// nothing on its disk can.
func isReadOnlyFS(err error) bool { return errors.Is(err, syscall.EROFS) }
