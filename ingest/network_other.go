//go:build unix && !linux

package ingest

// denyNetwork would keep this process from opening sockets; this system has no
// filter that needs no privilege.
func denyNetwork() {}
