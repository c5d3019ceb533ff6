package discordsim

import (
	"sync"
)

// EventKind is what kind of thing happened.
type EventKind int

// The kinds of event.
const (
	MessageCreated EventKind = iota
	MessageUpdated
	MessageDeleted
	Typing   // a bot shows that it is writing
	Asked    // an interaction was sent to a bot
	Answered // the state of an interaction changed: see Exchange.State
	ChannelCreated
	ChannelDeleted
	GatewayOpened // a bot's session became ready or was resumed
	GatewayClosed
	CommandsChanged // an application registered or deleted commands
)

// Event is one thing that happened and could be seen by somebody.
type Event struct {
	Kind     EventKind
	Channel  *Channel
	Message  *Message  // as it is now; for MessageDeleted as it was last
	Exchange *Exchange // of Asked and Answered
	App      *Application
}

// subscriber gets events in order, from a goroutine of its own.
type subscriber struct {
	f      func(Event)
	mu     sync.Mutex
	queue  []Event
	ready  chan struct{}
	closed chan struct{}
	once   sync.Once
}

// Subscribe has f called for each event from now on, in order, until the
// returned function is called or this Discord is closed. f may call anything
// here; while it runs, further events wait.
func (s *Sim) Subscribe(f func(Event)) (cancel func()) {
	sub := &subscriber{f: f, ready: make(chan struct{}, 1), closed: make(chan struct{})}
	s.mu.Lock()
	list := []*subscriber{sub}
	if old := s.subscribers.Load(); old != nil {
		list = append(list, *old...)
	}
	s.subscribers.Store(&list)
	s.mu.Unlock()
	s.work.Go(sub.run)
	return func() {
		s.mu.Lock()
		var list []*subscriber
		for _, other := range *s.subscribers.Load() {
			if other != sub {
				list = append(list, other)
			}
		}
		s.subscribers.Store(&list)
		s.mu.Unlock()
		sub.close()
	}
}

func (s *Sim) unsubscribeAll() {
	if list := s.subscribers.Load(); list != nil {
		for _, sub := range *list {
			sub.close()
		}
	}
}

func (sub *subscriber) close() { sub.once.Do(func() { close(sub.closed) }) }

func (sub *subscriber) run() {
	for {
		select {
		case <-sub.ready:
		case <-sub.closed:
			return
		}
		sub.mu.Lock()
		events := sub.queue
		sub.queue = nil
		sub.mu.Unlock()
		for _, e := range events {
			sub.f(e)
		}
	}
}

// emit tells subscribers and those who wait. Callers hold s.mu.
func (s *Sim) emit(e Event) {
	s.changes.fire()
	if e.Channel != nil {
		e.Channel.changes.fire()
	}
	list := s.subscribers.Load()
	if list == nil {
		return
	}
	for _, sub := range *list {
		sub.mu.Lock()
		sub.queue = append(sub.queue, e)
		sub.mu.Unlock()
		select {
		case sub.ready <- struct{}{}:
		default:
		}
	}
}
