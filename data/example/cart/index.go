package cart

// BySKU indexes the lines of a cart. The map starts small and is rehashed as it grows. The
// runtime allocates the buckets, yet its frames are not in the profile: the line that stores
// into the map pays.
func BySKU(c *Cart) map[string]*Line {
	m := make(map[string]*Line)
	for i := range c.Lines {
		m[c.Lines[i].SKU] = &c.Lines[i]
	}
	return m
}

// Set is a generic set. In a profile all instances of a method share the name with "[...]".
type Set[K comparable] struct {
	has map[K]struct{}
}

// Add puts a key into the set; the map is made on first use.
func (s *Set[K]) Add(key K) {
	if s.has == nil {
		s.has = make(map[K]struct{})
	}
	s.has[key] = struct{}{}
}

// Keys returns the members in no order.
func (s *Set[K]) Keys() []K {
	keys := make([]K, 0, len(s.has))
	for k := range s.has {
		keys = append(keys, k)
	}
	return keys
}

// Names returns every name once.
func Names(lines []Line) []string {
	var s Set[string]
	for _, l := range lines {
		s.Add(l.Name)
	}
	return s.Keys()
}

// Prices returns every price once.
func Prices(lines []Line) []int64 {
	var s Set[int64]
	for _, l := range lines {
		s.Add(l.Cents)
	}
	return s.Keys()
}
