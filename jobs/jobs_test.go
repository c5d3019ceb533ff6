package jobs

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"vigil/store"
	"vigil/store/storetest"
)

// roster is a scheduler with its log and the machine's clock.
type roster struct {
	*Scheduler
	store *store.Jobs
	log   bytes.Buffer
	clock time.Time
}

func newRoster(t *testing.T, db *store.DB, jobs ...Job) *roster {
	t.Helper()
	r := &roster{store: db.Jobs(), clock: time.Now()}
	r.Scheduler = newScheduler(db.Jobs(), slog.New(slog.NewTextHandler(&r.log, nil)), func() time.Time { return r.clock }, jobs)
	r.chain(t.Context())
	return r
}

// tick is the job's time, or an operator's wish.
func (r *roster) tick() { r.jobs[0].chained.Run() }

// status is how the first job is doing.
func (r *roster) status(t *testing.T) Status {
	t.Helper()
	all, err := r.Status(t.Context())
	if err != nil || len(all) != 1 {
		t.Fatalf("%v, %v", all, err)
	}
	return all[0]
}

func beat(t *testing.T, j *store.Jobs, name string) store.Beat {
	t.Helper()
	all, err := j.Beats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range all {
		if b.Name == name {
			return b
		}
	}
	return store.Beat{}
}

// A panic fails the job and nothing else: the next time it is done again. What
// the panic held is in no log.
func TestJobPanics(t *testing.T) {
	t.Parallel()
	times := 0
	r := newRoster(t, storetest.Open(t), Job{Name: "plan", Every: time.Second, Limit: time.Minute, Run: func(context.Context) error {
		if times++; times == 1 {
			panic("what somebody wrote")
		}
		return nil
	}})
	r.tick()
	if s, b := r.status(t), beat(t, r.store, "plan"); s.Failed != "it panicked" || b.Failed != "it panicked" || !s.Ended.IsZero() {
		t.Errorf("%+v, %+v", s, b)
	}
	if log := r.log.String(); strings.Contains(log, "somebody wrote") || !strings.Contains(log, "a job panicked") || !strings.Contains(log, "jobs_test.go") {
		t.Errorf("the log: %s", log)
	}
	r.tick()
	if s, b := r.status(t), beat(t, r.store, "plan"); times != 2 || s.Failed != "" || b.Failed != "" || s.Ended.IsZero() || b.Ended.IsZero() {
		t.Errorf("%d times, %+v, %+v", times, s, b)
	}
}

// While a job runs, it isn't begun again, here or in another process; the other
// one takes it up when it has ended.
func TestJobRunsOnce(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "vigil.db")
	begun, finish := make(chan string), make(chan struct{})
	job := func(who string) Job {
		return Job{Name: "plan", Every: time.Second, Limit: time.Minute, Run: func(context.Context) error {
			begun <- who
			<-finish
			return nil
		}}
	}
	here, there := newRoster(t, storetest.OpenAt(t, path), job("here")), newRoster(t, storetest.OpenAt(t, path), job("there"))
	var running sync.WaitGroup
	running.Go(here.tick)
	if who := <-begun; who != "here" {
		t.Fatal(who)
	}
	here.tick() // returns at once, or the test hangs
	there.tick()
	if s := here.status(t); s.Running.IsZero() {
		t.Errorf("here: %+v", s)
	}
	if s := there.status(t); !s.Running.IsZero() || !s.Ended.IsZero() || s.Failed != "" {
		t.Errorf("there: %+v", s)
	}
	finish <- struct{}{}
	running.Wait()
	if s := there.status(t); s.Ended.IsZero() {
		t.Errorf("there, where it is known what others did: %+v", s)
	}
	running.Go(there.tick)
	if who := <-begun; who != "there" {
		t.Error(who)
	}
	finish <- struct{}{}
	running.Wait()
}

// With nothing to do it is only looked, and noted now and then that it was. An
// operator has it done all the same.
func TestJobWithNothingToDo(t *testing.T) {
	t.Parallel()
	runs, looks, due := 0, 0, false
	r := newRoster(t, storetest.Open(t), Job{Name: "plan", Every: time.Second, Limit: time.Minute,
		Due: func(context.Context) (bool, error) { looks++; return due, nil },
		Run: func(context.Context) error { runs++; return nil },
	})
	expect := func(what string, wantLooks, wantRuns int) {
		t.Helper()
		if looks != wantLooks || runs != wantRuns {
			t.Errorf("%s: looked %d times, ran %d times; want %d, %d", what, looks, runs, wantLooks, wantRuns)
		}
	}
	r.tick()
	expect("the first time", 0, 1)
	r.clock = r.clock.Add(5 * time.Second)
	before := beat(t, r.store, "plan")
	r.tick()
	expect("with nothing to do", 1, 1)
	if after := beat(t, r.store, "plan"); after != before {
		t.Errorf("it was noted: %+v, %+v", before, after)
	}
	if s := r.status(t); !s.Ended.Equal(r.clock) {
		t.Errorf("%+v", s)
	}
	due = true
	r.tick()
	expect("with something to do", 2, 2)
	due = false
	r.clock = r.clock.Add(noteEvery)
	r.tick()
	expect("after long", 2, 3)
	if err := r.store.Ask(t.Context(), "plan"); err != nil {
		t.Fatal(err)
	}
	r.doAsked(t.Context())
	expect("asked for", 2, 4)
	r.doAsked(t.Context())
	expect("asked for once", 2, 4)
	if err := r.store.Ask(t.Context(), "no such job"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another name: %v", err)
	}
}

// A job that has not gone well for its limit is stuck, whether it fails or
// hangs, until it goes well again.
func TestJobStuck(t *testing.T) {
	t.Parallel()
	var fail error
	r := newRoster(t, storetest.Open(t), Job{Name: "plan", Every: time.Second, Limit: time.Minute, Run: func(context.Context) error { return fail }})
	pass := func(d time.Duration, stuck bool, failed string) {
		t.Helper()
		r.clock = r.clock.Add(d)
		r.tick()
		if s := r.status(t); s.Stuck != stuck || s.Failed != failed {
			t.Errorf("%+v, want stuck %v, failed %q", s, stuck, failed)
		}
	}
	pass(0, false, "")
	fail = store.ErrLocked
	pass(time.Minute, false, "the database was busy")
	pass(time.Second, true, "the database was busy")
	fail = errors.New("something unforeseen")
	pass(time.Second, true, "it failed: the log says how")
	if !strings.Contains(r.log.String(), "something unforeseen") {
		t.Errorf("the log: %s", r.log.String())
	}
	fail = nil
	pass(time.Second, false, "")
}

// Each job is done at the start; at the end what is under way is waited for.
func TestSchedulerRuns(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	begun, stopped := make(chan struct{}, 2), make(chan struct{})
	slow := Job{Name: "slow", Every: time.Hour, Limit: time.Hour, Run: func(ctx context.Context) error {
		begun <- struct{}{}
		<-ctx.Done()
		close(stopped)
		return ctx.Err()
	}}
	quick := Job{Name: "quick", Every: time.Hour, Limit: time.Hour, Run: func(context.Context) error {
		begun <- struct{}{}
		return nil
	}}
	var log bytes.Buffer
	s := NewScheduler(db.Jobs(), slog.New(slog.NewTextHandler(&log, nil)), slow, quick)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- s.Run(ctx) }()
	<-begun
	<-begun
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	select {
	case <-stopped:
	default:
		t.Error("it didn't wait")
	}
	if b := beat(t, db.Jobs(), "slow"); !b.Ended.IsZero() || b.Failed != "the program ended" {
		t.Errorf("%+v", b)
	}
	if strings.Contains(log.String(), "failed") {
		t.Errorf("being stopped is no failure: %s", log.String())
	}
	// It was given back: the next program begins at once.
	if mine, err := db.Jobs().Take(t.Context(), "slow", "another", time.Minute); err != nil || !mine {
		t.Errorf("%v, %v", mine, err)
	}
}
