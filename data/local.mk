# The demo: a profile and the module it came from. Nothing here is installed.
EXTRA_DIST += \
	%D%/README.md \
	%D%/mem.out \
	%D%/example/go.mod \
	%D%/example/api/api.go \
	%D%/example/api/api_test.go \
	%D%/example/cart/bench_test.go \
	%D%/example/cart/build.go \
	%D%/example/cart/cart.go \
	%D%/example/cart/cart_test.go \
	%D%/example/cart/checkout.go \
	%D%/example/cart/concat.go \
	%D%/example/cart/discount.go \
	%D%/example/cart/index.go \
	%D%/example/cart/receipt.go \
	%D%/example/cart/recent.go \
	%D%/example/cart/sorted.go \
	%D%/example/cart/tree.go
