package cart

import "sync"

// recent is reachable from the package for as long as the program runs: what it holds is the
// live memory of the profile (inuse_space). A cache without a limit looks just like this.
var recent struct {
	sync.Mutex
	carts map[string]*Cart
}

// Remember keeps a cart under its owner's name.
func Remember(c *Cart) {
	recent.Lock()
	defer recent.Unlock()
	if recent.carts == nil {
		recent.carts = make(map[string]*Cart)
	}
	recent.carts[c.Owner] = c
}

// Recall returns the cart kept for an owner, or nil.
func Recall(owner string) *Cart {
	recent.Lock()
	defer recent.Unlock()
	return recent.carts[owner]
}
