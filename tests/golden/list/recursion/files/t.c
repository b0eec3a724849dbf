int foo(int n) {
	if (n)
		foo(n - 1);
}

int main(void) {
	foo(9);
}
