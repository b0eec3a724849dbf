package cart

import (
	"bytes"
	"fmt"
	"strconv"
)

// Receipt prints a cart with fmt. Each verb boxes its argument and each Sprintf returns a
// string of its own, which the buffer then copies.
func Receipt(c *Cart) string {
	var b bytes.Buffer
	b.WriteString(fmt.Sprintf("receipt for %s\n", c.Owner))
	for _, l := range c.Lines {
		price := float64(l.Cents) / 100
		b.WriteString(fmt.Sprintf("%-16s %3d x %6.2f\n", l.Name, l.Quantity, price))
	}
	b.WriteString(fmt.Sprintf("total %d\n", c.Total()))
	return b.String()
}

// Printer writes receipts into one buffer that it keeps. After the first receipts the buffer
// is large enough and printing allocates nothing.
type Printer struct {
	buf []byte
}

// Print returns the receipt; it is valid until the next call.
func (p *Printer) Print(c *Cart) []byte {
	b := p.buf[:0]
	b = append(b, "receipt for "...)
	b = append(b, c.Owner...)
	for _, l := range c.Lines {
		b = append(b, '\n')
		b = append(b, l.Name...)
		b = append(b, ' ')
		b = strconv.AppendInt(b, int64(l.Quantity), 10)
		b = append(b, " x "...)
		b = strconv.AppendInt(b, l.Cents, 10)
	}
	b = append(b, "\ntotal "...)
	b = strconv.AppendInt(b, c.Total(), 10)
	p.buf = append(b, '\n')
	return p.buf
}
