package jobs

import (
	"context"
	"time"
)

// Status is how a job is doing, wherever it is done.
type Status struct {
	Name    string
	Ended   time.Time     // the last time that it went well; zero: never
	Took    time.Duration // the last time that there was something to do
	Running time.Time     `json:",omitzero"` // since when, in this process; zero: it isn't
	Failed  string        `json:",omitzero"` // why the last time failed
	Stuck   bool          // it has not gone well for too long
}

// Status is how the jobs are doing.
func (s *Scheduler) Status(ctx context.Context) ([]Status, error) {
	beats, err := s.store.Beats(ctx)
	if err != nil {
		return nil, err
	}
	now := s.now()
	var all []Status
	for _, j := range s.jobs {
		j.mu.Lock()
		v := Status{Name: j.Name, Ended: j.ended, Running: j.running, Failed: j.failed}
		j.mu.Unlock()
		for _, b := range beats {
			if b.Name != j.Name {
				continue
			}
			v.Took = b.Took
			if b.Ended.After(v.Ended) {
				v.Ended = b.Ended
			}
			if v.Failed == "" {
				v.Failed = b.Failed
			}
		}
		since := s.began // the time until it is first done is not held against it
		if v.Ended.After(since) {
			since = v.Ended
		}
		v.Stuck = now.Sub(since) > j.Limit
		all = append(all, v)
	}
	return all, nil
}
