package bot

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"vigil/internal/discordsim"
	"vigil/store/starter"
	"vigil/store/storetest"
)

const (
	benchInFlight = 32
	benchRounds   = 5
	benchPerRound = 4_000
	benchCommand  = "/case person:mohammad-rasoulof"
)

// rig is a bot in a process of its own and the embedded Discord that it is
// connected to.
type rig struct {
	b    *testing.B
	sim  *discordsim.Sim
	line discordsim.Line
	who  discordsim.Actor
	in   io.Writer
	out  *bufio.Reader
}

func newRig(b *testing.B, bot string, change ...func(*discordsim.Options)) *rig {
	b.Helper()
	o := discordsim.Options{Limits: discordsim.NoLimits(), KeepRequests: -1, KeepMessages: 100, KeepInteractions: 1000}
	for _, f := range change {
		f(&o)
	}
	sim := discordsim.New(o)
	if err := sim.Start("127.0.0.1:0"); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(sim.Close)
	app := sim.AddApplication(token)
	server := sim.AddServer("Bench")
	room := server.AddChannel("general")
	user := sim.AddUser("Mina")
	server.Join(user)

	path := filepath.Join(b.TempDir(), "vigil.db")
	if bot == "vigil" {
		db := storetest.OpenAt(b, path)
		storetest.LoadBytes(b, db, "main", starter.Casebook())
		if _, err := db.Servers().Attach(b.Context(), server.ID.String(), "main", true, "bench"); err != nil {
			b.Fatal(err)
		}
	}
	cmd := exec.CommandContext(context.WithoutCancel(b.Context()), os.Args[0])
	cmd.Env = append(os.Environ(), benchBot+"="+bot, benchAPI+"="+sim.URL(), benchDatabase+"="+path)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = in.Close() // which ends it
		_ = cmd.Wait()
	})
	r := &rig{b: b, sim: sim, in: in, out: bufio.NewReader(out), who: sim.As(user).In(room)}
	ctx, cancel := context.WithTimeout(b.Context(), 20*time.Second)
	defer cancel()
	for r.line.Command == nil && ctx.Err() == nil {
		soon, stop := context.WithTimeout(ctx, 20*time.Millisecond)
		_ = sim.Wait(soon, func() bool { return app.Sessions() > 0 && len(app.Commands()) > 0 })
		stop()
		r.line, _ = r.who.Parse(benchCommand)
	}
	if ctx.Err() != nil {
		b.Fatalf("the bot %s doesn't get ready", bot)
	}
	r.ask(500) // connections, caches, stacks
	return r
}

// used asks the bot what it has used.
func (r *rig) used(what string) (u usage) {
	r.b.Helper()
	if _, err := io.WriteString(r.in, what+"\n"); err != nil {
		r.b.Fatal(err)
	}
	line, err := r.out.ReadBytes('\n')
	if err != nil {
		r.b.Fatal(err)
	}
	if err := json.Unmarshal(line, &u); err != nil {
		r.b.Fatal(err)
	}
	return u
}

// ask sends n commands, 32 at a time, and waits for all answers.
func (r *rig) ask(n int) time.Duration {
	r.b.Helper()
	began := time.Now()
	var left atomic.Int64
	left.Store(int64(n))
	var wait sync.WaitGroup
	for range benchInFlight {
		wait.Go(func() {
			for left.Add(-1) >= 0 {
				ex, err := r.who.Send(r.b.Context(), r.line)
				if err == nil {
					err = ex.Done(r.b.Context())
				}
				if err != nil {
					r.b.Error(err)
					return
				}
			}
		})
	}
	wait.Wait()
	return time.Since(began)
}

// round is what one bot did in one round.
type round struct{ rate, cpu, dials float64 }

func (r *rig) round(n int) round {
	before := r.used("")
	took := r.ask(n)
	after := r.used("")
	return round{
		rate:  float64(n) / took.Seconds(),
		cpu:   float64(after.CPU-before.CPU) / float64(n) / 1e3,
		dials: float64(after.Dials-before.Dials) / float64(n) * 1000,
	}
}

// BenchmarkAgainstPong compares /case on a real database with bots that answer
// "pong" from memory: one as discordgo comes, one with this program's
// transport. The bots take turns, so that a noisy machine is noisy for all;
// figures are medians of the rounds. Run it with -benchtime 1x.
func BenchmarkAgainstPong(b *testing.B) {
	rigs := map[string]*rig{}
	names := []string{"pong", "tuned", "vigil"}
	for _, n := range names {
		rigs[n] = newRig(b, n)
	}
	for b.Loop() {
		all := map[string][]round{}
		for range benchRounds {
			for _, n := range names {
				all[n] = append(all[n], rigs[n].round(benchPerRound))
			}
		}
		mid := map[string]round{}
		for _, n := range names {
			m := round{
				median(all[n], func(r round) float64 { return r.rate }),
				median(all[n], func(r round) float64 { return r.cpu }),
				median(all[n], func(r round) float64 { return r.dials }),
			}
			mid[n] = m
			b.Logf("%-6s %7.0f answers/s  %6.1f µs CPU each  %7.2f connections per 1,000", n, m.rate, m.cpu, m.dials)
		}
		b.ReportMetric(mid["vigil"].rate/mid["pong"].rate, "×pong-rate")
		b.ReportMetric(mid["vigil"].cpu/mid["tuned"].cpu, "×tuned-CPU")
		b.ReportMetric(mid["vigil"].dials, "dials/1000")
	}
}

// BenchmarkHeapKept is what stays on the heap for each of 200,000 commands.
func BenchmarkHeapKept(b *testing.B) {
	const n = 200_000
	r := newRig(b, "vigil")
	r.ask(5_000)
	for b.Loop() {
		before := r.used("heap").Heap
		r.ask(n)
		after := r.used("heap").Heap
		kept := (float64(after) - float64(before)) / n
		b.Logf("%d bytes before, %d after %d commands: %.2f each", before, after, n, kept)
		b.ReportMetric(kept, "B/command")
	}
}

func median(rounds []round, of func(round) float64) float64 {
	all := make([]float64, len(rounds))
	for i, r := range rounds {
		all[i] = of(r)
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// BenchmarkCase is /case alone, for profiles.
func BenchmarkCase(b *testing.B) {
	r := newRig(b, "vigil")
	b.ResetTimer()
	before := r.used("")
	r.ask(b.N)
	b.ReportMetric(float64(r.used("").CPU-before.CPU)/float64(b.N), "bot-ns/op")
}
