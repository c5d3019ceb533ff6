package jobs

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/robfig/cron/v3"

	"vigil/store"
)

// Job is something that is done again and again. What it has to do it finds in
// the store, so that doing it late, twice or after a crash is the same as doing
// it once.
type Job struct {
	Name  string
	Every time.Duration // by the machine's clock
	// Limit is for how long it may not have gone well before something is wrong.
	Limit time.Duration
	// Due looks whether there is anything to do, and writes nothing. nil: always.
	Due func(context.Context) (bool, error)
	Run func(context.Context) error
	// Wake has it done before its time, where somebody is known to wait. nil: nothing does.
	Wake <-chan struct{}
}

// Scheduler has jobs done: each at its time, once at the start, and when an
// operator asks for it. One that is still under way isn't begun again, and of
// several processes that share the database one does a job at a time. All of
// it goes by the machine's clock.
type Scheduler struct {
	store  *store.Jobs
	jobs   []*scheduled
	holder string // of leases; another one in each process
	log    *slog.Logger
	now    func() time.Time
	began  time.Time
}

const (
	// leaseSpan is for how long a job is this process's before it has to say
	// that it is still at it.
	leaseSpan = time.Minute
	// askedEvery is how often it is looked whether an operator asks for a job.
	askedEvery = 2 * time.Second
	// noteEvery is how often it is noted that there was nothing to do.
	noteEvery = 30 * time.Second
	// stopWithin is how long the end waits for what is under way.
	stopWithin = 10 * time.Second
)

// NewScheduler makes one that is not running yet.
func NewScheduler(s *store.Jobs, log *slog.Logger, jobs ...Job) *Scheduler {
	return newScheduler(s, log, time.Now, jobs)
}

func newScheduler(s *store.Jobs, log *slog.Logger, now func() time.Time, jobs []Job) *Scheduler {
	sch := &Scheduler{store: s, holder: rand.Text(), log: log, now: now, began: now()}
	for _, j := range jobs {
		sch.jobs = append(sch.jobs, &scheduled{Job: j})
	}
	return sch
}

// scheduled is a job with what this process knows of it.
type scheduled struct {
	Job
	chained cron.Job    // guarded: not twice at a time, and panics are caught
	asked   atomic.Bool // it is to be done whether there is anything to do or not

	mu      sync.Mutex
	running time.Time // since when; zero: it isn't
	ended   time.Time // the last time that it went well here
	noted   time.Time // when the store was last told of it
	failed  string
}

// Run has the jobs done until ctx ends, and then waits for what is under way.
func (s *Scheduler) Run(ctx context.Context) error {
	c := cron.New(cron.WithLocation(time.UTC), cron.WithLogger(cron.DiscardLogger))
	chain := s.chain(ctx)
	for _, j := range s.jobs {
		c.Schedule(cron.Every(j.Every), j.chained)
	}
	c.Schedule(cron.Every(askedEvery), chain.Then(cron.FuncJob(func() { s.doAsked(ctx) })))
	var first sync.WaitGroup
	for _, j := range s.jobs {
		first.Go(j.chained.Run)
	}
	for _, j := range s.jobs {
		first.Go(func() { j.wakes(ctx) })
	}
	c.Start()
	<-ctx.Done()
	ended := make(chan struct{})
	go func() {
		<-c.Stop().Done()
		first.Wait()
		close(ended)
	}()
	late := time.NewTimer(stopWithin)
	defer late.Stop()
	select {
	case <-ended:
	case <-late.C:
		s.log.Warn("a job was still under way at the end")
	}
	return nil
}

// wakes has a job done whenever it is woken. If it is under way just then, its
// next time comes soon.
func (j *scheduled) wakes(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-j.Wake:
			j.chained.Run()
		}
	}
}

// chain guards each job. Recovering stands inside of skipping: the other way
// round a job that panicked once would be taken to be running for ever.
func (s *Scheduler) chain(ctx context.Context) cron.Chain {
	chain := cron.NewChain(cron.SkipIfStillRunning(cron.DiscardLogger), s.recovered)
	for _, j := range s.jobs {
		j.chained = chain.Then(cron.FuncJob(func() { s.do(ctx, j) }))
	}
	return chain
}

// recovered keeps a panic in a job from ending the program. Its value isn't
// logged, since it may hold what somebody wrote.
func (s *Scheduler) recovered(j cron.Job) cron.Job {
	return cron.FuncJob(func() {
		defer func() {
			if v := recover(); v != nil {
				s.log.Error("a job panicked", "type", fmt.Sprintf("%T", v), "stack", string(debug.Stack()))
			}
		}()
		j.Run()
	})
}

// doAsked has those jobs done that an operator asks for.
func (s *Scheduler) doAsked(ctx context.Context) {
	beats, err := s.store.Beats(ctx)
	if err != nil {
		if ctx.Err() == nil {
			s.log.Warn("it could not be looked up which jobs are asked for", "why", err)
		}
		return
	}
	var all sync.WaitGroup
	for _, b := range beats {
		for _, j := range s.jobs {
			if b.Asked && b.Name == j.Name {
				j.asked.Store(true)
				all.Go(j.chained.Run)
			}
		}
	}
	all.Wait()
}

// do does a job, if there is anything to do and nobody else is at it.
func (s *Scheduler) do(ctx context.Context, j *scheduled) {
	if ctx.Err() != nil {
		return
	}
	began, failed := s.now(), "it panicked"
	mine, elsewhere := false, false
	j.begin(began)
	defer func() {
		if ctx.Err() != nil && failed != "" {
			failed = "the program ended" // it goes on where it was after the next start
		}
		s.end(ctx, j, began, failed, mine, elsewhere)
	}()
	if j.Due != nil && !j.asked.Swap(false) && began.Sub(j.noted) < noteEvery {
		due, err := j.Due(ctx)
		if !due {
			failed = s.failure(ctx, j, err)
			return
		}
	}
	var err error
	if mine, err = s.store.Take(ctx, j.Name, s.holder, leaseSpan); !mine {
		failed, elsewhere = s.failure(ctx, j, err), true
		return
	}
	failed = s.failure(ctx, j, s.leased(ctx, j))
}

var errLease = errors.New("another process took the job over")

// leased runs a job while the lease is prolonged. It is cut short when somebody
// else has it.
func (s *Scheduler) leased(ctx context.Context, j *scheduled) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var prolonging sync.WaitGroup
	defer prolonging.Wait()
	ended := make(chan struct{})
	defer close(ended)
	prolonging.Go(func() {
		t := time.NewTicker(leaseSpan / 3)
		defer t.Stop()
		for {
			select {
			case <-ended:
				return
			case <-t.C:
				if mine, err := s.store.Take(ctx, j.Name, s.holder, leaseSpan); err == nil && !mine {
					cancel(errLease)
				}
			}
		}
	})
	err := j.Run(ctx)
	if err != nil && errors.Is(context.Cause(ctx), errLease) {
		return errLease
	}
	return err
}

// failure is why a job failed, in words for a health page; "" if it didn't.
// What exactly it was stands in the log.
func (s *Scheduler) failure(ctx context.Context, j *scheduled, err error) string {
	if err == nil {
		return ""
	}
	if ctx.Err() == nil {
		s.log.Warn("a job failed; it is tried again", "job", j.Name, "why", err)
	}
	switch {
	case errors.Is(err, store.ErrLocked):
		return "the database was busy"
	case errors.Is(err, store.ErrDiskFull):
		return "the disk is full"
	case errors.Is(err, store.ErrCorrupt):
		return "the database is damaged"
	case errors.Is(err, errLease):
		return "another process took it over"
	}
	return "it failed: the log says how"
}

func (j *scheduled) begin(at time.Time) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.running = at
}

// end notes how a job went, in the store too if it was taken, which gives it
// back. Of one that is done elsewhere nobody knows here how it goes.
func (s *Scheduler) end(ctx context.Context, j *scheduled, began time.Time, failed string, mine, elsewhere bool) {
	now := s.now()
	j.mu.Lock()
	j.running, j.failed = time.Time{}, failed
	if failed == "" && !elsewhere {
		j.ended = now
	}
	if mine {
		j.noted = now
	}
	j.mu.Unlock()
	if !mine {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin/2)
	defer cancel()
	if err := s.store.Done(ctx, j.Name, s.holder, now.Sub(began), failed); err != nil {
		s.log.Warn("it could not be noted how a job went", "job", j.Name, "why", err)
	}
}
