package qr

import (
	"bytes"
	"errors"
	"image/png"
	"strings"
	"testing"

	goqr "github.com/piglig/go-qr"
)

func TestWhatIsDrawnIsReadAgain(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, text string
		pixels     int
	}{
		{"a link", "https://dondoc.example/tra-loi/" + strings.Repeat("aB3_-", 9)[:43], 240},
		{"a link on paper", "https://dondoc.example/tra-loi/" + strings.Repeat("x", 43), 601},
		{"words with marks", "Đôn đốc nhiệm vụ", 200},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			raw, err := PNG(tt.text, tt.pixels)
			if err != nil {
				t.Fatal(err)
			}
			picture, err := png.Decode(bytes.NewReader(raw))
			if err != nil {
				t.Fatal(err)
			}
			if got := picture.Bounds().Size(); got.X != tt.pixels || got.Y != tt.pixels {
				t.Errorf("picture is %v, want %d square", got, tt.pixels)
			}
			if got, err := goqr.Decode(picture); err != nil || got != tt.text {
				t.Errorf("read %q (%v), want %q", got, err, tt.text)
			}
		})
	}
}

func TestWhatCannotBeReadIsNotDrawn(t *testing.T) {
	t.Parallel()
	if _, err := PNG("https://dondoc.example", 20); !errors.Is(err, ErrTooSmall) {
		t.Errorf("20 pixels: %v, want ErrTooSmall", err)
	}
	if _, err := PNG(strings.Repeat("x", 5000), 400); !errors.Is(err, goqr.ErrDataTooLong) {
		t.Errorf("5000 bytes: %v, want ErrDataTooLong", err)
	}
}
