package bus

import (
	"errors"
	"testing"

	"zeren/pipelines/internal/bus/bustest"
)

// TestProbeAsksEachServerByItself: one that does not answer, one where no
// office has begun, and then one where one has.
func TestProbeAsksEachServerByItself(t *testing.T) {
	url := bustest.Elsewhere(t)
	r := Remote{URLs: "nats://127.0.0.1:1, " + url}
	for _, begun := range []bool{false, true} {
		list := Probe(t.Context(), r)
		if len(list) != 2 || !errors.Is(list[0].Err, ErrUnreachable) || list[0].URL != "nats://127.0.0.1:1" {
			t.Fatalf("%+v", list)
		}
		if s := list[1]; s.Err != nil || s.Name != "elsewhere" || s.Version == "" || !s.Streams || s.Begun != begun {
			t.Errorf("begun %v: %+v", begun, s)
		}
		reach(t, url, true)
	}
}
