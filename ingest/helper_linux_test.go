package ingest

import "os"

// helper does the work of a helper process of the tests, where this is one.
func helper() bool {
	switch {
	case os.Getenv(networkEnv) != "":
		tryNetwork()
	case os.Getenv(childEnv) != "":
		linger(os.Getenv(childEnv))
	case os.Getenv(ownerEnv) != "":
		own(os.Getenv(ownerEnv))
	default:
		return false
	}
	return true
}
