// Package api turns carts into JSON and back.
package api

import (
	"bytes"
	"encoding/json"
	"fmt"

	"example.com/shop/cart"
)

// Encode returns a cart as JSON. The standard library keeps its working buffers in a pool, so
// what remains is mostly the copy that Marshal returns.
func Encode(c *cart.Cart) ([]byte, error) {
	data, err := json.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("encode cart of %q: %w", c.Owner, err)
	}
	return data, nil
}

// Decode reads a cart. Decoding costs far more than encoding: every string is new, and the
// slice of lines grows as they come, through reflection.
func Decode(data []byte) (*cart.Cart, error) {
	c := new(cart.Cart)
	if err := json.Unmarshal(data, c); err != nil {
		return nil, fmt.Errorf("decode cart: %w", err)
	}
	return c, nil
}

// Encoder writes one cart after the other into a buffer that it keeps.
type Encoder struct {
	buf bytes.Buffer
}

// Encode returns the JSON text; it is valid until the next call.
func (e *Encoder) Encode(c *cart.Cart) ([]byte, error) {
	e.buf.Reset()
	if err := json.NewEncoder(&e.buf).Encode(c); err != nil {
		return nil, fmt.Errorf("encode cart of %q: %w", c.Owner, err)
	}
	return e.buf.Bytes(), nil
}
