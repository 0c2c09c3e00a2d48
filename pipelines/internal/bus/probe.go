package bus

import (
	"context"
	"errors"
	"log/slog"
	"strings"

	"github.com/nats-io/nats.go/jetstream"
)

// ServerState is how one server elsewhere answered.
type ServerState struct {
	URL     string
	Name    string // what it calls itself
	Version string
	Streams bool // it keeps streams (JetStream) for this account
	Begun   bool // an office has begun on it
	Err     error
}

// Probe asks each server of an address list by itself. Nothing is made there.
func Probe(ctx context.Context, r Remote) []ServerState {
	var list []ServerState
	for url := range strings.SplitSeq(r.URLs, ",") {
		one := r
		one.URLs = strings.TrimSpace(url)
		list = append(list, probe(ctx, one))
	}
	return list
}

func probe(ctx context.Context, r Remote) ServerState {
	s := ServerState{URL: r.URLs}
	b, err := reached(r, slog.New(slog.DiscardHandler))
	if err != nil {
		s.Err = err
		return s
	}
	defer b.Close()
	s.URL, s.Name, s.Version = b.nc.ConnectedUrlRedacted(), b.nc.ConnectedServerName(), b.nc.ConnectedServerVersion()
	ctx, cancel := context.WithTimeout(ctx, reachTime)
	defer cancel()
	if _, err := b.js.AccountInfo(ctx); err != nil {
		if !errors.Is(err, jetstream.ErrJetStreamNotEnabled) && !errors.Is(err, jetstream.ErrJetStreamNotEnabledForAccount) {
			s.Err = unreached(err)
		}
		return s
	}
	s.Streams = true
	switch err := b.find(ctx); {
	case err == nil:
		s.Begun = true
	case !errors.Is(err, ErrNoOffice):
		s.Begun, s.Err = true, err
	}
	return s
}
