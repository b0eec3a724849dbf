// Package cart is a small shopping cart whose functions allocate in ways that are worth
// telling apart in a memory profile. Wasteful and thrifty versions of the same job stand side
// by side.
package cart

import "fmt"

// Line is one position of a cart. It holds strings, so a []Line is memory the garbage
// collector has to scan.
type Line struct {
	SKU      string `json:"sku"`
	Name     string `json:"name"`
	Quantity int    `json:"quantity"`
	Cents    int64  `json:"cents"`
}

// Cart is what one customer is about to buy.
type Cart struct {
	Owner string `json:"owner"`
	Lines []Line `json:"lines"`
}

// Add appends a line. The allocation of a growing array is charged to this line of code; the
// caller that adds too often shows up in the cumulative column only.
func (c *Cart) Add(l Line) {
	c.Lines = append(c.Lines, l)
}

// Total adds the prices up. It allocates nothing and never appears in the profile.
func (c *Cart) Total() int64 {
	var sum int64
	for _, l := range c.Lines {
		sum += int64(l.Quantity) * l.Cents
	}
	return sum
}

// lineFor makes up the i-th article of the shop. Sprintf allocates its result, and i besides,
// because an int has to become an interface value first.
func lineFor(i int) Line {
	return Line{
		SKU:      fmt.Sprintf("SKU-%05d", i*7919%100000),
		Name:     articles[i%len(articles)],
		Quantity: 1 + i%3,
		Cents:    int64(199 + 50*(i%40)),
	}
}

// articles are constants in the program's data: sharing them costs nothing.
var articles = [...]string{
	"espresso cups", "bread knife", "linen towel", "oak board",
	"tin opener", "salad bowl", "pepper mill", "tea strainer",
}
