package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"

	"github.com/go-text/typesetting/bidi"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/vector"

	"vigil/internal/locale"
)

// The measures that pictures share, in points.
const (
	PhoneWidth = 360.0 // what a telephone shows across; 1080 pixels
	Margin     = 14.0
	SmallType  = 11.5 // nothing is set smaller
)

// Scale is how many pixels a point has.
const Scale = 3

// maxSide bounds a canvas, in points: a mistake in a layout must not take the
// machine's memory. 4000 points at 360 across are 52 MB.
const maxSide = 4000

// Canvas is a picture that is being drawn. It is for one goroutine.
type Canvas struct {
	width, height float64
	mirrored      bool
	blind         bool // nothing is drawn: only where it would be is found out
	img           *image.RGBA
	raster        vector.Rasterizer

	faces   faces
	shaper  shaping.HarfbuzzShaper
	split   shaping.Segmenter
	order   bidi.Paragraph
	shaped  map[setting]line
	written []Box
}

// New is an empty canvas of so many points, for readers of that direction.
// Sides are at least 1 and at most 4000 points.
func New(width, height float64, reads locale.Direction) *Canvas {
	side := func(v float64) float64 { return math.Ceil(min(max(v, 1), maxSide)) }
	c := &Canvas{
		width: side(width), height: side(height),
		mirrored: reads == locale.RightToLeft,
		faces:    newFaces(),
		shaped:   map[setting]line{},
	}
	c.img = image.NewRGBA(image.Rect(0, 0, int(c.width)*Scale, int(c.height)*Scale))
	draw.Draw(c.img, c.img.Bounds(), image.NewUniform(Paper.at(1)), image.Point{}, draw.Src)
	return c
}

// Width is how wide the canvas is, in points.
func (c *Canvas) Width() float64 { return c.width }

// Height is how high the canvas is, in points.
func (c *Canvas) Height() float64 { return c.height }

// PNG is what was drawn so far. The same drawing is the same bytes.
func (c *Canvas) PNG() ([]byte, error) {
	var b bytes.Buffer
	if err := png.Encode(&b, c.indexed()); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// Box is a rectangle in points; X is where it begins for the reader.
type Box struct{ X, Y, W, H float64 }

// Overlaps reports whether b and o have an area in common.
func (b Box) Overlaps(o Box) bool {
	return b.X < o.X+o.W && o.X < b.X+b.W && b.Y < o.Y+o.H && o.Y < b.Y+b.H
}

// Inside reports whether all of b lies in o.
func (b Box) Inside(o Box) bool {
	const hair = 1e-6
	return b.X >= o.X-hair && b.Y >= o.Y-hair && b.X+b.W <= o.X+o.W+hair && b.Y+b.H <= o.Y+o.H+hair
}

// Written are the boxes of all texts that were drawn, in their order: with
// these a test can tell whether one overlaps another or leaves the picture.
func (c *Canvas) Written() []Box { return c.written }

// Paint is with what a shape is filled.
type Paint struct {
	ink        Colour
	share      float64 // of its strength
	hatched    bool
	start, end float64 // over how many points it fades in and out
}

// Solid is an even paint.
func Solid(ink Colour) Paint { return Paint{ink: ink, share: 1} }

// Hatched is p as diagonal strokes: for a span in which something lies, as
// against one that it lasts.
func (p Paint) Hatched() Paint {
	p.hatched = true
	return p
}

// Fading is p fading in over the first points of a shape and out over the
// last: for a side on which a span is open. Zero is a hard edge.
func (p Paint) Fading(start, end float64) Paint {
	p.start, p.end = start, end
	return p
}

// Faint is p at that share of its strength, from 0 to 1.
func (p Paint) Faint(share float64) Paint {
	p.share = share
	return p
}

// outline is a path in pixels.
type outline struct {
	segments []segment
	box      struct{ x0, y0, x1, y1 float32 }
}

type segment struct {
	op   byte // m, l, q, c or z
	x, y [3]float32
}

func (o *outline) add(op byte, xy ...float32) {
	s := segment{op: op}
	for i := 0; i+1 < len(xy); i += 2 {
		s.x[i/2], s.y[i/2] = xy[i], xy[i+1]
		if len(o.segments) == 0 && i == 0 {
			o.box.x0, o.box.y0, o.box.x1, o.box.y1 = xy[i], xy[i+1], xy[i], xy[i+1]
			continue
		}
		o.box.x0, o.box.x1 = min(o.box.x0, xy[i]), max(o.box.x1, xy[i])
		o.box.y0, o.box.y1 = min(o.box.y0, xy[i+1]), max(o.box.y1, xy[i+1])
	}
	o.segments = append(o.segments, s)
}

// fill paints an outline, anti-aliased. What lies outside of the canvas is
// not drawn.
func (c *Canvas) fill(o *outline, p Paint) {
	if len(o.segments) == 0 || c.blind {
		return
	}
	area := image.Rect(
		int(math.Floor(float64(o.box.x0))), int(math.Floor(float64(o.box.y0))),
		int(math.Ceil(float64(o.box.x1))), int(math.Ceil(float64(o.box.y1))),
	).Intersect(c.img.Bounds())
	if area.Empty() {
		return
	}
	dx, dy := float32(area.Min.X), float32(area.Min.Y)
	c.raster.Reset(area.Dx(), area.Dy())
	for _, s := range o.segments {
		x, y := s.x, s.y
		for i := range x {
			x[i], y[i] = x[i]-dx, y[i]-dy
		}
		switch s.op {
		case 'm':
			c.raster.MoveTo(x[0], y[0])
		case 'l':
			c.raster.LineTo(x[0], y[0])
		case 'q':
			c.raster.QuadTo(x[0], y[0], x[1], y[1])
		case 'c':
			c.raster.CubeTo(x[0], y[0], x[1], y[1], x[2], y[2])
		case 'z':
			c.raster.ClosePath()
		}
	}
	c.raster.Draw(c.img, area, c.source(p, o), area.Min)
}

// source is a paint as an image, for an outline of that extent.
func (c *Canvas) source(p Paint, o *outline) image.Image {
	if !p.hatched && p.start == 0 && p.end == 0 {
		return image.NewUniform(p.ink.at(p.share))
	}
	t := texture{Paint: p, from: float64(o.box.x0), to: float64(o.box.x1)}
	if c.mirrored {
		t.start, t.end = t.end, t.start
	}
	return t
}

// texture is a paint that isn't even.
type texture struct {
	Paint
	from, to float64 // the shape's extent, in pixels
}

// The strokes of a hatching, in pixels.
const (
	hatchEvery = 4.5 * Scale
	hatchWidth = 1.6 * Scale
)

// ColorModel is that of a paint's ink.
func (texture) ColorModel() color.Model { return color.NRGBAModel }

// Bounds is as large as any canvas.
func (texture) Bounds() image.Rectangle { return image.Rect(0, 0, maxSide*Scale, maxSide*Scale) }

// At is the paint at a pixel.
func (t texture) At(x, y int) color.Color {
	share := 1.0
	mid := float64(x) + 0.5
	if t.start > 0 {
		share = min(share, (mid-t.from)/(t.start*Scale))
	}
	if t.end > 0 {
		share = min(share, (t.to-mid)/(t.end*Scale))
	}
	if t.hatched {
		// how far the pixel's middle is from a stroke's, along x
		off := math.Mod(float64(x+y), hatchEvery)
		off = min(off, hatchEvery-off)
		share = min(share, max(0.22, min(1, hatchWidth/math.Sqrt2-off+0.5)))
	}
	return t.ink.at(t.share * min(max(share, 0), 1))
}

// clear makes the canvas so high, and empty. What it knows of texts stays.
func (c *Canvas) clear(height float64) {
	c.height = math.Ceil(min(max(height, 1), maxSide))
	c.img = image.NewRGBA(image.Rect(0, 0, int(c.width)*Scale, int(c.height)*Scale))
	draw.Draw(c.img, c.img.Bounds(), image.NewUniform(Paper.at(1)), image.Point{}, draw.Src)
	c.written = nil
}
