package p

func f[T any](a <-chan T) {
	if a < b && c > d { s := "x"	}
}
