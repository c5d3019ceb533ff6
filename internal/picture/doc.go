// Package picture draws what is posted as a picture: shapes and text in any of the
// languages' scripts, on a [Canvas], as PNG. No browser, no other program and
// no network takes part, and the same call makes the same bytes.
//
// # How to draw
//
//	c := picture.New(picture.PhoneWidth, 120, l.Direction)
//	title := picture.Style{Size: 15, Bold: true, Ink: picture.Ink}
//	c.Text(picture.Margin, 24, c.Cut(name, title, c.Width()-2*picture.Margin), title, picture.Start)
//	c.Bar(picture.Box{X: 100, Y: 40, W: 180, H: 12}, 3, picture.Solid(picture.Red))
//	data, err := c.PNG()
//
// Lengths are points: a picture is [PhoneWidth] points wide, which is about how
// wide a telephone shows it, so that type of 11 points is about 11 points there. A
// point is [Scale] pixels. x counts from where a line of the reader's language
// begins: on the canvas of a right-to-left language from the right, so that
// what is drawn once is mirrored there and Start is where reading starts.
// y counts downwards, and that of a text is its baseline.
//
// Every picture has an opaque ground of its own, so that it reads the same on
// Discord's dark and its light theme. Colours never stand alone: shape,
// hatching or words say the same.
package picture
