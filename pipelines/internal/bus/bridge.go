package bus

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"sync"
)

// Listen lets other processes of this user reach the server through a Unix
// socket: each connection is copied to and from one in process. The lock of
// the data folder is held, so a socket file that is there is a dead one.
func (b *Bus) Listen(socket string) (stop func(), err error) {
	if b.srv == nil {
		return nil, errors.New("only the owner of the server can offer it")
	}
	if err := os.Remove(socket); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("old socket: %w", err)
	}
	l, err := net.Listen("unix", socket)
	if err != nil {
		return nil, fmt.Errorf("socket: %w", err)
	}
	if err := os.Chmod(socket, 0o600); err != nil {
		l.Close()
		return nil, fmt.Errorf("socket: %w", err)
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	open := map[net.Conn]bool{}
	wg.Add(1)
	go func() {
		defer wg.Done()
		for {
			outer, err := l.Accept()
			if err != nil {
				return
			}
			inner, err := b.srv.InProcessConn()
			if err != nil {
				outer.Close()
				return
			}
			mu.Lock()
			open[outer], open[inner] = true, true
			mu.Unlock()
			wg.Add(2)
			join := func(dst, src net.Conn) {
				defer wg.Done()
				_, _ = io.Copy(dst, src)
				dst.Close()
				src.Close()
				mu.Lock()
				delete(open, dst)
				delete(open, src)
				mu.Unlock()
			}
			go join(inner, outer)
			go join(outer, inner)
		}
	}()
	return func() {
		l.Close()
		mu.Lock()
		for c := range open {
			c.Close()
		}
		mu.Unlock()
		wg.Wait()
	}, nil
}
