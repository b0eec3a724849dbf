package cart

import "strings"

// Concat joins the names of the articles with +=. A string cannot grow, so each round copies
// all that came before: the cost is quadratic in the number of lines.
func Concat(lines []Line) string {
	s := ""
	for _, l := range lines {
		s += l.Name + ", "
	}
	return s
}

// Join gives the same text for one allocation, since it asks for the whole room first.
func Join(lines []Line) string {
	size := 0
	for _, l := range lines {
		size += len(l.Name) + len(", ")
	}
	var b strings.Builder
	b.Grow(size)
	for _, l := range lines {
		b.WriteString(l.Name)
		b.WriteString(", ")
	}
	return b.String()
}
