package picture

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files")

// How far a picture may be from its golden file: another processor rounds
// otherwise, which shifts an edge by a shade. What a reader could notice, a digit
// that is another, changes more than a few points.
const (
	shade      = 24   // of 255, in any channel: what isn't counted
	fewPixels  = 4    // how many may differ by more
	meanChange = 0.25 // of 255, over all pixels and channels
)

// golden compares a picture with testdata/NAME.png, which is the picture as a
// telephone shows it: a pixel for each point.
func golden(t *testing.T, name string, data []byte) {
	t.Helper()
	full, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	got := onPhone(full)
	path := filepath.Join("testdata", name+".png")
	if *update {
		var b bytes.Buffer
		if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, got); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if why := differs(got, want); why != "" {
		t.Errorf("%s: %s; look at it, then go test -update", name, why)
	}
}

// onPhone is a picture with a pixel for each point, the mean of its own.
func onPhone(full image.Image) *image.RGBA {
	from, ok := full.(*image.RGBA)
	if !ok {
		from = image.NewRGBA(full.Bounds())
		draw.Draw(from, from.Rect, full, image.Point{}, draw.Src)
	}
	small := image.NewRGBA(image.Rect(0, 0, from.Rect.Dx()/Scale, from.Rect.Dy()/Scale))
	for y := range small.Rect.Dy() {
		for x := range small.Rect.Dx() {
			var sum [3]int
			for i := range Scale * Scale {
				pix := from.Pix[from.PixOffset(x*Scale+i%Scale, y*Scale+i/Scale):]
				for k := range sum {
					sum[k] += int(pix[k])
				}
			}
			const n = Scale * Scale
			small.SetRGBA(x, y, color.RGBA{uint8(sum[0] / n), uint8(sum[1] / n), uint8(sum[2] / n), 255})
		}
	}
	return small
}

// differs says how two pictures differ by more than is allowed; "" if they
// don't.
func differs(got, want image.Image) string {
	if got.Bounds() != want.Bounds() {
		return "it is of another size: " + got.Bounds().String() + ", want " + want.Bounds().String()
	}
	b := got.Bounds()
	sum, far := 0.0, 0
	for y := range b.Dy() {
		for x := range b.Dx() {
			r0, g0, b0, _ := got.At(x, y).RGBA()
			r1, g1, b1, _ := want.At(x, y).RGBA()
			most := 0
			for _, d := range [3]int{int(r0>>8) - int(r1>>8), int(g0>>8) - int(g1>>8), int(b0>>8) - int(b1>>8)} {
				d = max(d, -d)
				most = max(most, d)
				sum += float64(d)
			}
			if most > shade {
				far++
			}
		}
	}
	pixels := float64(b.Dx() * b.Dy())
	if far > fewPixels || sum/pixels/3 > meanChange {
		return "it looks otherwise"
	}
	return ""
}
