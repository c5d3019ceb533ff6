package picture

import "math"

// Bar fills a box whose corners are rounded by so many points; 0: a rectangle.
func (c *Canvas) Bar(b Box, radius float64, p Paint) {
	if b.W <= 0 || b.H <= 0 {
		return
	}
	r := min(max(radius, 0), b.W/2, b.H/2)
	const k = 0.5523 // of the radius: a quarter of a circle as a cubic curve
	var o outline
	pt := func(x, y float64) (float32, float32) { return c.px(x), float32(y * Scale) }
	to := func(op byte, xy ...float64) {
		out := make([]float32, len(xy))
		for i := 0; i < len(xy); i += 2 {
			out[i], out[i+1] = pt(xy[i], xy[i+1])
		}
		o.add(op, out...)
	}
	x0, y0, x1, y1 := b.X, b.Y, b.X+b.W, b.Y+b.H
	to('m', x0+r, y0)
	to('l', x1-r, y0)
	to('c', x1-r+k*r, y0, x1, y0+r-k*r, x1, y0+r)
	to('l', x1, y1-r)
	to('c', x1, y1-r+k*r, x1-r+k*r, y1, x1-r, y1)
	to('l', x0+r, y1)
	to('c', x0+r-k*r, y1, x0, y1-r+k*r, x0, y1-r)
	to('l', x0, y0+r)
	to('c', x0, y0+r-k*r, x0+r-k*r, y0, x0+r, y0)
	o.add('z')
	c.fill(&o, p)
}

// Frame draws the edge of a box, so many points wide and within it.
func (c *Canvas) Frame(b Box, width float64, ink Colour) {
	x1, y1 := b.X+b.W, b.Y+b.H
	h := width / 2
	c.Line(b.X, b.Y+h, x1, b.Y+h, width, ink)
	c.Line(b.X, y1-h, x1, y1-h, width, ink)
	c.Line(b.X+h, b.Y+width, b.X+h, y1-width, width, ink)
	c.Line(x1-h, b.Y+width, x1-h, y1-width, width, ink)
}

// Line draws a straight line, so many points wide.
func (c *Canvas) Line(x0, y0, x1, y1, width float64, ink Colour) {
	n := math.Hypot(x1-x0, y1-y0)
	if n == 0 || width <= 0 {
		return
	}
	dx, dy := -(y1-y0)/n*width/2, (x1-x0)/n*width/2
	c.polygon(Solid(ink), x0+dx, y0+dy, x1+dx, y1+dy, x1-dx, y1-dy, x0-dx, y0-dy)
}

// Dashed draws a straight line of strokes and gaps of that many points.
func (c *Canvas) Dashed(x0, y0, x1, y1, width, stroke, gap float64, ink Colour) {
	n := math.Hypot(x1-x0, y1-y0)
	if n == 0 || stroke <= 0 || gap <= 0 {
		c.Line(x0, y0, x1, y1, width, ink)
		return
	}
	for at := 0.0; at < n; at += stroke + gap {
		from, to := at/n, min(at+stroke, n)/n
		c.Line(x0+(x1-x0)*from, y0+(y1-y0)*from, x0+(x1-x0)*to, y0+(y1-y0)*to, width, ink)
	}
}

// Circle fills a circle about a point.
func (c *Canvas) Circle(x, y, radius float64, p Paint) {
	c.Bar(Box{X: x - radius, Y: y - radius, W: 2 * radius, H: 2 * radius}, radius, p)
}

// Ring draws a circle's edge, so many points wide, and fills it with paper.
func (c *Canvas) Ring(x, y, radius, width float64, ink Colour) {
	c.Circle(x, y, radius, Solid(ink))
	c.Circle(x, y, radius-width, Solid(Paper))
}

// Diamond fills a square that stands on its corner; radius is from its middle
// to a corner.
func (c *Canvas) Diamond(x, y, radius float64, p Paint) {
	c.polygon(p, x, y-radius, x+radius, y, x, y+radius, x-radius, y)
}

// polygon fills the area between points, given as x, y, x, y …
func (c *Canvas) polygon(p Paint, xy ...float64) {
	var o outline
	for i := 0; i+1 < len(xy); i += 2 {
		op := byte('l')
		if i == 0 {
			op = 'm'
		}
		o.add(op, c.px(xy[i]), float32(xy[i+1]*Scale))
	}
	o.add('z')
	c.fill(&o, p)
}

// px is a reader's x as a pixel's, bounded so that no outline is endless.
func (c *Canvas) px(x float64) float32 {
	if c.mirrored {
		x = c.width - x
	}
	return float32(min(max(x, -maxSide), 2*maxSide) * Scale)
}
