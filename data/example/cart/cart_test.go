package cart_test

import (
	"reflect"
	"sort"
	"strings"
	"testing"

	"example.com/shop/cart"
)

func TestBuildAgrees(t *testing.T) {
	for _, n := range []int{0, 1, 100} {
		grown, sized := cart.Build("ada", n), cart.BuildSized("ada", n)
		if len(grown.Lines) != n || len(sized.Lines) != n {
			t.Fatalf("%d and %d lines, want %d", len(grown.Lines), len(sized.Lines), n)
		}
		if grown.Total() != sized.Total() {
			t.Errorf("totals differ: %d and %d", grown.Total(), sized.Total())
		}
	}
}

func TestJoinIsConcat(t *testing.T) {
	lines := cart.Build("ada", 12).Lines
	if got, want := cart.Join(lines), cart.Concat(lines); got != want {
		t.Errorf("Join gave %q, want %q", got, want)
	}
}

func TestSorted(t *testing.T) {
	c := cart.Build("ada", 50)
	first := c.Lines[0]
	byPrice := func(l []cart.Line) func(i, j int) bool {
		return func(i, j int) bool { return l[i].Cents < l[j].Cents }
	}
	sorted := cart.Sorted(c.Lines)
	if !sort.SliceIsSorted(sorted, byPrice(sorted)) {
		t.Error("Sorted gave lines out of order")
	}
	if c.Lines[0] != first {
		t.Error("Sorted changed the cart")
	}
	cart.SortInPlace(c.Lines)
	if !sort.SliceIsSorted(c.Lines, byPrice(c.Lines)) {
		t.Error("SortInPlace left lines out of order")
	}
}

func TestReceipt(t *testing.T) {
	c := cart.Build("ada", 3)
	if got := cart.Receipt(c); strings.Count(got, "\n") != 5 {
		t.Errorf("Receipt has the wrong number of lines:\n%s", got)
	}
	var p cart.Printer
	first := string(p.Print(c))
	if again := string(p.Print(c)); again != first {
		t.Errorf("the second receipt differs: %q, %q", first, again)
	}
	if n := testing.AllocsPerRun(10, func() { p.Print(c) }); n != 0 {
		t.Errorf("a warm Printer allocates %v objects", n)
	}
}

func TestOffers(t *testing.T) {
	c := cart.Build("ada", 4)
	offers := cart.Offers(c, cart.Discounts([]int64{10, 50}))
	if len(offers) != 8 {
		t.Fatalf("%d offers, want 8", len(offers))
	}
	if got, want := offers[1].Cents, c.Lines[0].Cents-c.Lines[0].Cents/2; got != want {
		t.Errorf("half price is %d, want %d", got, want)
	}
}

func TestIndex(t *testing.T) {
	c := cart.Build("ada", 30)
	m := cart.BySKU(c)
	for i := range c.Lines {
		if m[c.Lines[i].SKU] != &c.Lines[i] {
			t.Errorf("BySKU misses %s", c.Lines[i].SKU)
		}
	}
	if got := len(cart.Names(c.Lines)); got != 8 {
		t.Errorf("%d names, want 8", got)
	}
	if got := len(cart.Prices(c.Lines)); got != 30 {
		t.Errorf("%d prices, want 30", got)
	}
}

func TestCatalogue(t *testing.T) {
	var names []string
	cart.Catalogue("shop", 2, 2).Walk(func(c *cart.Category) { names = append(names, c.Name) })
	want := []string{"shop", "shop/0", "shop/0/0", "shop/0/1", "shop/1", "shop/1/0", "shop/1/1"}
	if !reflect.DeepEqual(names, want) {
		t.Errorf("Walk visited %v, want %v", names, want)
	}
}

func TestCheckout(t *testing.T) {
	carts := []*cart.Cart{cart.Build("ada", 2), cart.Build("bob", 5)}
	for i, got := range cart.Checkout(carts) {
		if want := cart.Receipt(carts[i]); got != want {
			t.Errorf("receipt %d is %q, want %q", i, got, want)
		}
	}
}

func TestRecall(t *testing.T) {
	c := cart.Build("carl", 1)
	cart.Remember(c)
	if cart.Recall("carl") != c {
		t.Error("the cart was not remembered")
	}
	if cart.Recall("nobody") != nil {
		t.Error("there is a cart for nobody")
	}
}
