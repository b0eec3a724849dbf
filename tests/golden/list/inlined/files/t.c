in() {
	work
}
out() {
	in()
}
