package cart

// Build fills a cart line by line. The array behind Lines doubles again and again, and every
// outgrown copy is garbage: two to three times the memory that is needed in the end.
func Build(owner string, n int) *Cart {
	c := &Cart{Owner: owner}
	for i := 0; i < n; i++ {
		c.Add(lineFor(i))
	}
	return c
}

// BuildSized does the same after making room once. Compare its make with what Add costs below
// Build.
func BuildSized(owner string, n int) *Cart {
	c := &Cart{Owner: owner, Lines: make([]Line, 0, n)}
	for i := 0; i < n; i++ {
		c.Lines = append(c.Lines, lineFor(i))
	}
	return c
}
