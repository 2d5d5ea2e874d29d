// Package qr draws a text as a QR code, for pages and for paper.
package qr

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"

	goqr "github.com/piglig/go-qr"
)

// quiet is the white margin that readers need, in modules (ISO/IEC 18004).
const quiet = 4

// ErrTooSmall says that a code would have modules of less than one pixel.
var ErrTooSmall = errors.New("qr: too few pixels for the text")

// PNG draws the text as a square black and white picture of exactly pixels by pixels, margin included. Modules are whole
// pixels, so that printing keeps their edges; what is left over widens the margin. Up to 15 % of the code may be lost.
// A text of more than about 2300 bytes does not fit any code and is an error, as are too few pixels (ErrTooSmall).
func PNG(text string, pixels int) ([]byte, error) {
	code, err := goqr.EncodeText(text, goqr.Medium)
	if err != nil {
		return nil, fmt.Errorf("qr: %w", err)
	}
	module := pixels / (code.Size() + 2*quiet)
	if module < 1 {
		return nil, ErrTooSmall
	}
	var out bytes.Buffer
	if err := png.Encode(&out, draw(code, pixels, module)); err != nil {
		return nil, fmt.Errorf("qr: %w", err)
	}
	return out.Bytes(), nil
}

func draw(code *goqr.QrCode, pixels, module int) *image.Paletted {
	picture := image.NewPaletted(image.Rect(0, 0, pixels, pixels), color.Palette{color.White, color.Black})
	margin := (pixels - code.Size()*module) / 2
	for y := range code.Size() * module {
		for x := range code.Size() * module {
			if code.Module(x/module, y/module) {
				picture.SetColorIndex(margin+x, margin+y, 1)
			}
		}
	}
	return picture
}
