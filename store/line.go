package store

import (
	"context"
	"errors"
	"io"
	"runtime"
	"sync"
	"sync/atomic"

	"vigil/internal/casefile"
)

// parcel is one record on its way through an import.
type parcel struct {
	record   casefile.Record
	slug     string
	prepared *prepared
	err      error         // why the record is refused
	done     chan struct{} // closed when prepared
}

// line reads a casebook file ahead of the writer: one goroutine cuts it into
// records, some understand and prepare them, and the parcels come out in the
// order of the file.
type line struct {
	out    chan *parcel
	read   atomic.Int64
	ended  sync.WaitGroup
	head   casefile.Casebook // when out is closed
	failed error             // when out is closed; nil: the file was read to its end
}

// ahead is how many records are in memory between reading and writing.
const ahead = 16

func newLine(ctx context.Context, r io.Reader, book CasebookID, publish bool) *line {
	l := &line{out: make(chan *parcel, ahead)}
	work := make(chan *parcel, ahead)
	l.ended.Go(func() {
		defer close(work)
		defer close(l.out)
		l.failed = l.cut(ctx, r, work)
	})
	for range max(1, runtime.GOMAXPROCS(0)-1) {
		l.ended.Go(func() {
			for p := range work {
				p.prepare(book, publish)
				close(p.done)
			}
		})
	}
	return l
}

// cut hands each record to the preparers and, in order, to the writer.
func (l *line) cut(ctx context.Context, r io.Reader, work chan<- *parcel) error {
	in := casefile.NewReader(io.TeeReader(r, (*counter)(&l.read)))
	for {
		rec, err := in.NextRaw()
		if errors.Is(err, io.EOF) {
			l.head = in.Header()
			return nil
		}
		if err != nil {
			return err
		}
		p := &parcel{record: rec, done: make(chan struct{})}
		for _, to := range []chan<- *parcel{work, l.out} {
			select {
			case to <- p:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
}

// prepare makes the parcel ready to be written.
func (p *parcel) prepare(book CasebookID, publish bool) {
	c, err := p.record.Parse()
	p.record.Raw = nil
	if err != nil {
		var invalid *casefile.Invalid
		if errors.As(err, &invalid) {
			p.slug = invalid.Slug
		}
		p.err = err
		return
	}
	p.slug = c.Slug
	if !publish && c.Visibility == casefile.Public {
		c.Visibility = casefile.Draft
	}
	p.prepared, p.err = ready(book, c)
}

// batch is the next parcels for one transaction, with the error that ended the
// file: io.EOF when it was read whole.
func (l *line) batch(ctx context.Context) (parcels []*parcel, err error) {
	for size := 0; len(parcels) < batchRecords && size < batchBytes; {
		select {
		case p, ok := <-l.out:
			if !ok {
				if l.failed != nil {
					return parcels, l.failed
				}
				return parcels, io.EOF
			}
			<-p.done
			parcels = append(parcels, p)
			if p.prepared != nil {
				size += len(p.prepared.doc)
			}
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return parcels, nil
}

func (l *line) wait()                     { l.ended.Wait() }
func (l *line) bytes() int64              { return l.read.Load() }
func (l *line) header() casefile.Casebook { return l.head }

// counter counts what is written to it.
type counter atomic.Int64

func (c *counter) Write(p []byte) (int, error) {
	(*atomic.Int64)(c).Add(int64(len(p)))
	return len(p), nil
}
