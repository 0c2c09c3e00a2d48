//go:build e2e && unix

package pipelines

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"
)

// TestKillAtAnyInstant kills an office from outside until 200 have died, at instants of
// no choosing, with files dropping all the while.
func TestKillAtAnyInstant(t *testing.T) {
	const kills = 200
	random := rand.New(rand.NewPCG(3, 5))
	dir, calm := t.TempDir(), t.TempDir()
	died := 0
	for i := 0; died < kills; i++ {
		if i > 2*kills {
			t.Fatalf("%d of %d died of the kill", died, i)
		}
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "ZEREN_TEST_CHILD="+dir, "ZEREN_TEST_KILL=")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		wg.Go(func() {
			for k := range 3 {
				files := map[string]string{fmt.Sprintf("%d/第%03d件.txt", i%7, 3*i+k): judgment(1000+3*i+k, k != 1)}
				dropIn(t, dir, files)
				dropIn(t, calm, files)
			}
		})
		time.Sleep(time.Duration(20+random.IntN(130)) * time.Millisecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		wg.Wait()
		if err := cmd.Wait(); err != nil {
			died++
		}
	}
	for _, d := range []string{dir, calm} {
		if runChild(t, d, "") {
			t.Fatal("the last run died")
		}
	}
	t.Logf("%d died of the kill", died)
	sameTraces(t, tracesOf(t, calm), tracesOf(t, dir))
}
