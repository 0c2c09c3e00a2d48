package ingest

import "os"

// helper does the work of a helper process of the tests, where this is one.
func helper() bool {
	if os.Getenv(networkEnv) == "" {
		return false
	}
	tryNetwork()
	return true
}
