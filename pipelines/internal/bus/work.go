package bus

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// Message is one delivery of a piece of work.
type Message struct {
	Stage     string
	Data      []byte
	Delivered int // 1 the first time
}

// Settlement is what becomes of a delivery: done, or to come again after a
// while. There is no third way: what cannot be done is recorded by the
// handler as an event, and then it is done.
type Settlement struct {
	Again bool
	After time.Duration
	About string // what the work was about, for the log
	Acked func() // called once the server has taken it as done; nil: nothing
}

// Handler does a piece of work. It must be idempotent: a process that dies
// between the work and the acknowledgement gets the message again.
type Handler func(ctx context.Context, m Message) Settlement

// Work takes messages of a stage with n workers until ctx ends, then waits for
// those in hand. Handlers get drain, which outlives ctx, so that a stop lets
// them finish; while one runs, the server hears every third of ackWait that it
// is alive. A worker takes its next message only when it is free, so what
// waits, waits on disk.
func (b *Bus) Work(ctx, drain context.Context, stage string, n int, ackWait time.Duration, h Handler) error {
	cons, err := b.js.CreateOrUpdateConsumer(ctx, workStream, jetstream.ConsumerConfig{
		Durable:       stage,
		FilterSubject: workSubject + "." + stage + ".>",
		AckPolicy:     jetstream.AckExplicitPolicy,
		AckWait:       ackWait,
		MaxDeliver:    -1, // the handler counts: it has to record the dead letter
		// Workers pull one at a time, so this bounds only what waits for another
		// try; a low bound would let a few of those hold up all others.
		MaxAckPending: 1 << 16,
	})
	if err != nil {
		return fmt.Errorf("consumer %s: %w", stage, err)
	}
	var wg sync.WaitGroup
	errs := make([]error, n)
	for i := range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			errs[i] = b.worker(ctx, drain, cons, stage, ackWait, h)
		}()
	}
	wg.Wait()
	return errors.Join(errs...)
}

func (b *Bus) worker(ctx, drain context.Context, cons jetstream.Consumer, stage string, ackWait time.Duration, h Handler) error {
	it, err := cons.Messages(jetstream.PullMaxMessages(1))
	if err != nil {
		return fmt.Errorf("consumer %s: %w", stage, err)
	}
	stopped := make(chan struct{})
	defer close(stopped)
	go func() {
		select {
		case <-ctx.Done():
			it.Drain()
		case <-stopped:
		}
	}()
	defer it.Stop()
	for {
		m, err := it.Next()
		switch {
		case errors.Is(err, jetstream.ErrMsgIteratorClosed):
			return nil
		case errors.Is(err, jetstream.ErrNoHeartbeat):
			continue
		case err != nil:
			return fmt.Errorf("consumer %s: %w", stage, err)
		}
		if ctx.Err() != nil {
			_ = m.Nak()
			continue
		}
		b.settle(drain, m, stage, ackWait, h)
	}
}

func (b *Bus) settle(drain context.Context, m jetstream.Msg, stage string, ackWait time.Duration, h Handler) {
	delivered := 1
	if meta, err := m.Metadata(); err == nil {
		delivered = int(meta.NumDelivered)
	}
	stop := make(chan struct{})
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		tick := time.NewTicker(max(ackWait/3, 10*time.Millisecond))
		defer tick.Stop()
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
				_ = m.InProgress()
			}
		}
	}()
	s := h(drain, Message{Stage: stage, Data: m.Data(), Delivered: delivered})
	close(stop)
	wg.Wait()
	var err error
	if s.Again {
		err = m.NakWithDelay(s.After)
	} else {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(drain), 10*time.Second)
		defer cancel()
		err = m.DoubleAck(ctx)
	}
	if err != nil {
		// The message comes again and is recognised.
		b.log.Warn("settling a message", "source", s.About, "stage", stage, "error", err)
	} else if s.Acked != nil {
		s.Acked()
	}
}

// Depth is how many messages of a stage wait or are in hand. A stage that
// nobody worked on yet has none.
func (b *Bus) Depth(ctx context.Context, stage string) (int, error) {
	cons, err := b.js.Consumer(ctx, workStream, stage)
	if errors.Is(err, jetstream.ErrConsumerNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("consumer %s: %w", stage, err)
	}
	info := cons.CachedInfo()
	return int(info.NumPending) + info.NumAckPending, nil
}
