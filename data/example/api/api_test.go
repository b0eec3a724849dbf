package api_test

import (
	"bytes"
	"reflect"
	"testing"

	"example.com/shop/api"
	"example.com/shop/cart"
)

func TestRoundTrip(t *testing.T) {
	want := cart.Build("ada", 20)
	data, err := api.Encode(want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := api.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("Decode(Encode(c)) = %v, want %v", got, want)
	}
}

func TestEncoderAgrees(t *testing.T) {
	var e api.Encoder
	for _, n := range []int{0, 3, 1} {
		c := cart.Build("ada", n)
		want, err := api.Encode(c)
		if err != nil {
			t.Fatal(err)
		}
		got, err := e.Encode(c)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(bytes.TrimSpace(got), want) {
			t.Errorf("Encoder.Encode gave %s, want %s", got, want)
		}
	}
}

func TestDecodeDamaged(t *testing.T) {
	if _, err := api.Decode([]byte(`{"owner":`)); err == nil {
		t.Error("Decode took half a cart")
	}
}
