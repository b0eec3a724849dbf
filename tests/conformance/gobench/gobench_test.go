package gobench

import (
	"context"
	"os"
	"runtime/pprof"
	"strconv"
	"sync"
	"testing"
	"time"
)

// What is kept here is in use when the heap profile is written.
var kept []interface{}

func TestHeap(t *testing.T) {
	kept = append(kept, Grow(8), Words(200))
	var l List[int]
	var names List[string]
	for i := 0; i < 300; i++ {
		l.Push(i)
		names.Push(strconv.Itoa(i * i))
	}
	kept = append(kept, l, names.Slice(), Map(l.Slice(), strconv.Itoa))
}

func TestCPU(t *testing.T) {
	tree, sum := Grow(12), 0
	end := time.Now().Add(600 * time.Millisecond)
	for time.Now().Before(end) {
		for _, who := range []string{"red", "green"} {
			pprof.Do(context.Background(), pprof.Labels("who", who, "kind", "test"),
				func(context.Context) {
					Even(tree, &sum)
					Spin(200000)
					Words(300)
				})
		}
	}
}

func TestLocks(t *testing.T) {
	Contend(8, 60)
	Pipeline(200)
}

func TestGoroutines(t *testing.T) {
	path := os.Getenv("GOROUTINE_PROFILE")
	if path == "" {
		t.Skip("no place for the goroutine profile")
	}
	var ready sync.WaitGroup
	stop := make(chan struct{})
	Park(21, stop, &ready)
	ready.Wait()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := pprof.Lookup("goroutine").WriteTo(f, 0); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	close(stop)
}
