package picture

import (
	"image"
	"image/color"
)

// rampSteps is how many steps lead from a ground to an ink.
const rampSteps = 22

// ramps are the colours that drawing can make of ours, nearly: each ink as it
// fades into the ground that it stands on. They are at most 256.
func ramps() color.Palette {
	p := color.Palette{Paper.at(1), Panel.at(1)}
	add := func(ground, ink Colour) {
		g, k := ground.at(1), ink.at(1)
		mix := func(a, b uint8, i int) uint8 { return uint8((int(a)*(rampSteps-i) + int(b)*i) / rampSteps) }
		for i := 1; i <= rampSteps; i++ {
			p = append(p, color.NRGBA{mix(g.R, k.R, i), mix(g.G, k.G, i), mix(g.B, k.B, i), 0xff})
		}
	}
	for _, ink := range []Colour{Ink, Quiet, Red, Amber, Blue, Green, Plum, Rule} {
		add(Paper, ink)
	}
	for _, ink := range []Colour{Ink, Quiet, Blue} {
		add(Panel, ink)
	}
	return p
}

// indexed is the picture with a byte for each pixel, the nearest of the ramps.
// That makes a file a third as large, which counts where a telephone's network is slow,
// and nobody sees it.
func (c *Canvas) indexed() *image.Paletted {
	palette := ramps()
	out := image.NewPaletted(c.img.Rect, palette)
	known := map[[3]uint8]uint8{}
	last, index := [3]uint8{}, uint8(palette.Index(color.NRGBA{A: 0xff}))
	known[last] = index
	for i := range out.Pix {
		pix := c.img.Pix[i*4 : i*4+3]
		if now := [3]uint8(pix); now != last {
			var seen bool
			if index, seen = known[now]; !seen {
				index = uint8(palette.Index(color.NRGBA{now[0], now[1], now[2], 0xff}))
				known[now] = index
			}
			last = now
		}
		out.Pix[i] = index
	}
	return out
}
