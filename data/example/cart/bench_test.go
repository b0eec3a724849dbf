package cart_test

import (
	"strconv"
	"testing"

	"example.com/shop/api"
	"example.com/shop/cart"
)

// size is the number of lines of a benchmark's cart.
const size = 100

// The sinks keep the compiler from dropping results that nobody reads.
var (
	textSink  string
	bytesSink []byte
	cartSink  *cart.Cart
	linesSink []cart.Line
	anySink   any
)

func BenchmarkBuild(b *testing.B) {
	for i := 0; i < b.N; i++ {
		cartSink = cart.Build("ada", size)
	}
}

func BenchmarkBuildSized(b *testing.B) {
	for i := 0; i < b.N; i++ {
		cartSink = cart.BuildSized("ada", size)
	}
}

func BenchmarkConcat(b *testing.B) {
	lines := cart.Build("ada", size).Lines
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		textSink = cart.Concat(lines)
	}
}

func BenchmarkJoin(b *testing.B) {
	lines := cart.Build("ada", size).Lines
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		textSink = cart.Join(lines)
	}
}

func BenchmarkSorted(b *testing.B) {
	lines := cart.Build("ada", size).Lines
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		linesSink = cart.Sorted(lines)
	}
}

func BenchmarkReceipt(b *testing.B) {
	c := cart.Build("ada", size)
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		textSink = cart.Receipt(c)
	}
}

func BenchmarkPrinter(b *testing.B) {
	c := cart.Build("ada", size)
	var p cart.Printer
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		bytesSink = p.Print(c)
	}
}

func BenchmarkOffers(b *testing.B) {
	c := cart.Build("ada", size)
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		anySink = cart.Offers(c, cart.Discounts([]int64{5, 10, 25}))
	}
}

func BenchmarkIndex(b *testing.B) {
	c := cart.Build("ada", size)
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		anySink = cart.BySKU(c)
		anySink = cart.Names(c.Lines)
		anySink = cart.Prices(c.Lines)
	}
}

func BenchmarkCatalogue(b *testing.B) {
	for i := 0; i < b.N; i++ {
		anySink = cart.Catalogue("shop", 4, 4)
	}
}

func BenchmarkCheckout(b *testing.B) {
	carts := []*cart.Cart{cart.Build("ada", size), cart.Build("bob", size)}
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		anySink = cart.Checkout(carts)
	}
}

func BenchmarkRemember(b *testing.B) {
	for i := 0; i < b.N; i++ {
		cart.Remember(cart.BuildSized("customer "+strconv.Itoa(i), size))
	}
}

func BenchmarkJSON(b *testing.B) {
	c := cart.Build("ada", size)
	var e api.Encoder
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		data, err := api.Encode(c)
		if err != nil {
			b.Fatal(err)
		}
		if cartSink, err = api.Decode(data); err != nil {
			b.Fatal(err)
		}
		if bytesSink, err = e.Encode(c); err != nil {
			b.Fatal(err)
		}
	}
}
