package picture

import "image/color"

// Colour is 0xRRGGBB, opaque.
type Colour uint32

// The colours. There is one palette for both of Discord's themes, since a
// picture brings its own ground. On that each has at least the contrast of
// 4.5 to 1 that WCAG 2.2 asks of text, but for Panel and Rule, which are no
// text. They never stand alone: shape, hatching or words say the same.
const (
	Paper Colour = 0xf6f4ee // the ground
	Panel Colour = 0xe9e6dc // a field on the ground
	Rule  Colour = 0xc9c5b8 // lines of a grid
	Ink   Colour = 0x1d2127 // text, and what is first
	Quiet Colour = 0x565d68 // text that is second
	Red   Colour = 0x9b2335 // being held
	Amber Colour = 0x855000 // judgments
	Blue  Colour = 0x2a5a94 // bans
	Green Colour = 0x1e6b58 // release, and what is well
	Plum  Colour = 0x6a3d7d // everything else that happened
)

// at is the colour at a share of its strength, from 0 to 1.
func (c Colour) at(share float64) color.NRGBA {
	return color.NRGBA{
		R: uint8(c >> 16), G: uint8(c >> 8), B: uint8(c),
		A: uint8(0xff*min(max(share, 0), 1) + 0.5),
	}
}
