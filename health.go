package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"vigil/bot"
	"vigil/jobs"
)

// condition is what the health page says. None of it says who asked what, or who
// follows whom.
type condition struct {
	bot.Health
	Jobs    []jobs.Status
	Posting time.Time      `json:",omitzero"` // when it was last looked whether there is something to post
	Backlog map[string]int // messages of the ledger by their state, direct ones left out
	Halted  int            // channels in which the bot had to stop posting
	Wrong   []string       // why it isn't well; none: it is
}

// postingLimit is for how long the ledger may go without being looked into.
const postingLimit = 2 * time.Minute

// condition looks how all of it is doing.
func (w works) condition(ctx context.Context) condition {
	h := condition{Health: w.bot.Health(), Posting: w.deliverer.Lately(), Wrong: []string{}}
	if !h.Connected {
		h.Wrong = append(h.Wrong, "not connected to Discord")
	}
	var err error
	for _, look := range []func() error{
		func() error { h.Jobs, err = w.scheduler.Status(ctx); return err },
		func() error { h.Backlog, err = w.ledger.Backlog(ctx); return err },
		func() error { h.Halted, err = w.channels.Halted(ctx); return err },
	} {
		if look() != nil {
			h.Wrong = append(h.Wrong, "the database can't be read")
			break
		}
	}
	if !h.Posting.IsZero() && time.Since(h.Posting) > postingLimit {
		h.Wrong = append(h.Wrong, "nothing was posted or looked for in the ledger for too long")
	}
	for _, j := range h.Jobs {
		if !j.Stuck {
			continue
		}
		why := fmt.Sprintf("the job %s has not gone well for too long", j.Name)
		if j.Failed != "" {
			why += ": " + j.Failed
		}
		h.Wrong = append(h.Wrong, why)
	}
	return h
}

// serveHealth answers GET /health at addr until ctx ends: 200 while all is well,
// and 503 while something is wrong, each with the same figures as JSON.
func serveHealth(ctx context.Context, addr string, work works, log *slog.Logger) error {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return fmt.Errorf("VIGIL_HTTP_ADDR: %w", err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /health", func(w http.ResponseWriter, r *http.Request) {
		h := work.condition(r.Context())
		w.Header().Set("Content-Type", "application/json")
		if len(h.Wrong) > 0 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		if err := json.NewEncoder(w).Encode(h); err != nil {
			log.Debug("health page was not read to its end", "err", err)
		}
	})
	s := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	stop := context.AfterFunc(ctx, func() { s.Close() })
	defer stop()
	log.Info("health page", "addr", "http://"+l.Addr().String()+"/health")
	if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
