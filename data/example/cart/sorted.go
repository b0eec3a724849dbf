package cart

import "sort"

// Sorted returns the lines by price and leaves the cart as it is. The copy is the honest cost;
// sort.Slice adds a few small objects of its own: the slice as an interface value, the
// function literal and a swapper made by reflection.
func Sorted(lines []Line) []Line {
	out := make([]Line, len(lines))
	copy(out, lines)
	sort.Slice(out, func(i, j int) bool {
		if out[i].Cents != out[j].Cents {
			return out[i].Cents < out[j].Cents
		}
		return out[i].SKU < out[j].SKU
	})
	return out
}

// byPrice sorts in place through sort.Interface.
type byPrice []Line

func (s byPrice) Len() int           { return len(s) }
func (s byPrice) Less(i, j int) bool { return s[i].Cents < s[j].Cents }
func (s byPrice) Swap(i, j int)      { s[i], s[j] = s[j], s[i] }

// SortInPlace needs one small object: the slice header that becomes an interface value.
func SortInPlace(lines []Line) {
	sort.Sort(byPrice(lines))
}
