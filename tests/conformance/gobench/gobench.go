// Package gobench does small pieces of work whose profiles hold what Go code
// has in practice: recursion, closures, generics, methods with and without a
// pointer receiver, inlined allocators, locks and goroutines that wait.
package gobench

import (
	"fmt"
	"runtime"
	"sort"
	"strings"
	"sync"
)

// List is a generic list; its methods show up with [...] in their names.
type List[T any] struct {
	head *node[T]
	size int
}

type node[T any] struct {
	next *node[T]
	item T
}

// Push puts an item in front.
func (l *List[T]) Push(item T) {
	l.head = &node[T]{l.head, item}
	l.size++
}

// Slice returns the items, last pushed first.
func (l List[T]) Slice() []T {
	out := make([]T, 0, l.size)
	for n := l.head; n != nil; n = n.next {
		out = append(out, n.item)
	}
	return out
}

// Map applies f to all items.
func Map[T, U any](in []T, f func(T) U) []U {
	out := make([]U, 0, len(in))
	for _, v := range in {
		out = append(out, f(v))
	}
	return out
}

// Tree is built and walked by recursion.
type Tree struct {
	left, right *Tree
	name        []byte
}

func newName(depth int) []byte { return make([]byte, 16<<uint(depth%5)) }

// Grow builds a tree of the given depth.
func Grow(depth int) *Tree {
	if depth == 0 {
		return nil
	}
	return &Tree{Grow(depth - 1), Grow(depth - 1), newName(depth)}
}

// Even and Odd call each other.
func Even(t *Tree, sum *int) {
	if t != nil {
		*sum += len(t.name)
		Odd(t.left, sum)
		Odd(t.right, sum)
	}
}

// Odd is the other half of Even.
func Odd(t *Tree, sum *int) {
	if t != nil {
		*sum -= len(t.name)
		Even(t.left, sum)
		Even(t.right, sum)
	}
}

// Words makes strings in a closure within a closure.
func Words(n int) []string {
	var out []string
	add := func(prefix string) func(int) {
		return func(i int) { out = append(out, prefix+strings.Repeat("x", i%40)) }
	}
	a, b := add("a"), add("b")
	for i := 0; i < n; i++ {
		a(i)
		b(i * 7)
	}
	sort.Slice(out, func(i, j int) bool { return out[i] < out[j] })
	return out
}

// Spin burns time without allocating.
func Spin(rounds int) (x uint32) {
	for i := 0; i < rounds; i++ {
		x = mix(x, uint32(i))
	}
	return x
}

func mix(x, y uint32) uint32 { return (x^y)*2654435761 + (x >> 13) }

// Counter is locked by everybody.
type Counter struct {
	mu sync.Mutex
	n  map[string]int
}

// Add counts under the lock.
func (c *Counter) Add(key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n[key]++
	runtime.Gosched() // somebody else shall find it locked
	Spin(2000)
}

// Contend lets workers fight for one counter.
func Contend(workers, rounds int) int {
	c := &Counter{n: map[string]int{}}
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func(w int) {
			defer wg.Done()
			for i := 0; i < rounds; i++ {
				c.Add(fmt.Sprint("k", w%3))
			}
		}(w)
	}
	wg.Wait()
	return len(c.n)
}

// Pipeline passes numbers through channels.
func Pipeline(n int) int {
	in, out := make(chan int), make(chan int)
	go func() {
		for i := 0; i < n; i++ {
			in <- i
		}
		close(in)
	}()
	go func() {
		for v := range in {
			out <- v * v
		}
		close(out)
	}()
	sum := 0
	for v := range out {
		sum += v
	}
	return sum
}

// Park starts goroutines that wait at several depths until stop is closed.
func Park(n int, stop chan struct{}, ready *sync.WaitGroup) {
	var deep func(int)
	deep = func(d int) {
		if d == 0 {
			ready.Done()
			<-stop
			return
		}
		deep(d - 1)
	}
	for i := 0; i < n; i++ {
		ready.Add(1)
		go deep(i % 4)
	}
}
