package store

import (
	"sync"

	lru "github.com/hashicorp/golang-lru/v2"

	"vigil/internal/casefile"
)

// memory holds decoded public casefiles, the most recently read ones. It holds
// for one value of public_state.seq: when that moves, all is forgotten, for
// decoding a casefile again takes less than a millisecond.
type memory struct {
	mu      sync.Mutex
	seq     int64
	entries *lru.Cache[key, entry]
}

type key struct {
	casebook CasebookID
	slug     string
}

type entry struct {
	casefile *casefile.Redacted
	summary  Summary
}

func newMemory(size int) *memory {
	entries, err := lru.New[key, entry](max(1, size))
	if err != nil {
		panic(err) // only for a size below one
	}
	return &memory{entries: entries}
}

func (m *memory) recall(seq int64, k key) (entry, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.at(seq) {
		return entry{}, false
	}
	return m.entries.Get(k)
}

// remember keeps what was read in the state seq.
func (m *memory) remember(seq int64, k key, e entry) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.at(seq) {
		m.entries.Add(k, e)
	}
}

// at makes seq the state for which memory holds, and reports false when memory
// is already further. The caller holds mu.
func (m *memory) at(seq int64) bool {
	if seq > m.seq {
		m.seq = seq
		m.entries.Purge()
	}
	return seq == m.seq
}
