package cart

import "strconv"

// Category is a node of the shop's catalogue.
type Category struct {
	Name string
	Sub  []*Category
}

// Catalogue builds a tree by calling itself. Its cumulative value counts a sample once, however
// often the function stands on the stack, so it never exceeds the total.
func Catalogue(name string, depth, fanout int) *Category {
	c := &Category{Name: name}
	if depth == 0 {
		return c
	}
	c.Sub = make([]*Category, fanout)
	for i := range c.Sub {
		c.Sub[i] = Catalogue(name+"/"+strconv.Itoa(i), depth-1, fanout)
	}
	return c
}

// Walk visits the tree from the root down. The visitor does not escape: nothing is allocated.
func (c *Category) Walk(visit func(*Category)) {
	visit(c)
	for _, sub := range c.Sub {
		sub.Walk(visit)
	}
}
