package bot

import (
	"os"
	"runtime"
	"runtime/debug"
)

// Between two collections the heap may grow by up to that much, in bytes, where the
// default would let a small heap grow by as little as four megabytes and spend
// a tenth of the bot's time on collecting.
const roomToGrow = 64 << 20

// relaxCollector gives the collector room by how much is live once everything
// is loaded. What the operator says in GOGC stands.
func relaxCollector() {
	if os.Getenv("GOGC") != "" {
		return
	}
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	debug.SetGCPercent(growth(m.HeapAlloc))
}

// growth is by how many percent a heap with that much live may grow: never
// less than the default.
func growth(live uint64) int {
	return int(min(1000, max(100, roomToGrow*100/max(live, 1))))
}
