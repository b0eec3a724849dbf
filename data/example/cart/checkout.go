package cart

import "sync"

// Checkout prints every cart in a goroutine of its own. In the profile these stacks do not
// begin in the benchmark but in the function literal below: a goroutine forgets who started it.
func Checkout(carts []*Cart) []string {
	receipts := make([]string, len(carts))
	var wg sync.WaitGroup
	for i := range carts {
		wg.Add(1)
		go func(i int) {
			defer wg.Done()
			receipts[i] = Receipt(carts[i])
		}(i)
	}
	wg.Wait()
	return receipts
}
