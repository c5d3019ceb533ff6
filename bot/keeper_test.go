package bot

import (
	"context"
	"sync"
	"time"

	"vigil/store"
)

// memory is a Keeper for tests that need no database.
type memory struct {
	mu    sync.Mutex
	kept  map[string][]byte
	views map[string][]byte
}

func (m *memory) Kept(_ context.Context, name string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.kept[name], nil
}

func (m *memory) Keep(_ context.Context, name string, value []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.kept == nil {
		m.kept = map[string][]byte{}
	}
	m.kept[name] = value
	return nil
}

func (m *memory) KeepOnce(ctx context.Context, name string, value []byte) ([]byte, error) {
	if v, _ := m.Kept(ctx, name); v != nil {
		return v, nil
	}
	return value, m.Keep(ctx, name, value)
}

func (m *memory) KeepView(_ context.Context, data []byte, _ time.Time) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.views == nil {
		m.views = map[string][]byte{}
	}
	id := reference() + reference() + reference()
	m.views[id] = data
	return id, nil
}

func (m *memory) View(_ context.Context, id string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if v, ok := m.views[id]; ok {
		return v, nil
	}
	return nil, store.ErrNotFound
}

// forget loses every view, as time does.
func (m *memory) forget() {
	m.mu.Lock()
	defer m.mu.Unlock()
	clear(m.views)
}
