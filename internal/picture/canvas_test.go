package picture

import (
	"bytes"
	"image/png"
	"math"
	"strings"
	"testing"

	"vigil/internal/locale"
)

// specimen shows everything that a canvas draws.
func specimen(reads locale.Direction) *Canvas {
	c := New(PhoneWidth, 300, reads)
	y := 26.0
	put := func(s string, st Style) {
		c.Text(Margin, y, c.Cut(s, st, c.Width()-2*Margin), st, Start)
		y += st.Line() + 4
	}
	put("Mohammad Rasoulof · \u2068محمد رسول‌اف\u2069 (1972)", Style{Size: 16, Bold: true, Ink: Ink})
	put("محکوم به ۸ سال حبس و ۷۴ ضربه شلاق، ۱۸ اردیبهشت ۱۴۰۳", Style{Size: 13, Ink: Ink})
	put("گزارش \u2068BBC News\u2069، ۲۰۲۴: (\u2068Юрий Дмитриев\u2069)", Style{Size: 12, Ink: Quiet})
	put("Кирилл Серебренников, Gülşen Şık, Ελλάδα, 艾未未", Style{Size: 12, Ink: Quiet})
	put("It stands no more: 8 years", Style{Size: 12, Ink: Amber, Struck: true})
	put("A line that is far too long for a telephone and so ends somewhere", Style{Size: 13, Ink: Ink})
	c.Bar(Box{Margin, y, 150, 14}, 4, Solid(Red))
	c.Bar(Box{Margin + 170, y, 100, 14}, 4, Solid(Red).Hatched())
	c.Bar(Box{Margin + 290, y, 80, 14}, 0, Solid(Red).Fading(40, 0))
	y += 24
	c.Bar(Box{Margin, y, 150, 14}, 0, Solid(Blue).Faint(0.3))
	c.Bar(Box{Margin + 170, y, 100, 14}, 0, Solid(Blue).Hatched().Fading(0, 50))
	c.Frame(Box{Margin + 290, y, 80, 14}, 1, Ink)
	y += 30
	c.Line(Margin, y, 386, y, 1, Rule)
	c.Dashed(Margin, y+8, 386, y+8, 1.2, 4, 3, Ink)
	c.Circle(40, y, 6, Solid(Plum))
	c.Ring(70, y, 6, 2, Plum)
	c.Diamond(100, y, 7, Solid(Amber))
	small := Style{Size: SmallType, Ink: Ink}
	c.Text(200, y+28, "middle", small, Middle)
	c.Text(386, y+28, "end", small, End)
	for i, s := range c.Wrap("Words that go on for as long as they must, on lines that are no longer than this", small, 120, 3) {
		c.Text(Margin, y+28+small.Line()*float64(i), s, small, Start)
	}
	return c
}

func TestSpecimen(t *testing.T) {
	t.Parallel()
	for _, d := range []locale.Direction{locale.LeftToRight, locale.RightToLeft} {
		data, err := specimen(d).PNG()
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "specimen-"+string(d), data)
		again, _ := specimen(d).PNG()
		if !bytes.Equal(data, again) {
			t.Errorf("%s: the same drawing made other bytes", d)
		}
	}
}

// A golden file is worth nothing if a letter could be another.
func TestGoldenNoticesALetter(t *testing.T) {
	t.Parallel()
	draw := func(s string) *Canvas {
		c := New(PhoneWidth, 300, locale.LeftToRight)
		c.Text(Margin, 40, s, Style{Size: SmallType, Ink: Quiet}, Start)
		return c
	}
	a, b := draw("8 years"), draw("3 years")
	if differs(onPhone(a.img), onPhone(a.img)) != "" || differs(onPhone(a.img), onPhone(b.img)) == "" {
		t.Error("8 years and 3 years pass for the same picture")
	}
}

// What is written for one direction of reading stands mirrored for the other.
func TestMirrored(t *testing.T) {
	t.Parallel()
	for d, dark := range map[locale.Direction]int{locale.LeftToRight: 10, locale.RightToLeft: 390} {
		c := New(400, 20, d)
		c.Bar(Box{X: 0, Y: 0, W: 20, H: 20}, 0, Solid(Ink))
		for _, x := range []int{10, 390} {
			got := c.img.RGBAAt(x*Scale, 10*Scale)
			if isInk := got.R < 128; isInk != (x == dark) {
				t.Errorf("%s: at %d ink is %t", d, x, isInk)
			}
		}
	}
}

// Digits inside right-to-left words keep their place there, in a line of
// either direction.
func TestOrderInSight(t *testing.T) {
	t.Parallel()
	for _, d := range []locale.Direction{locale.LeftToRight, locale.RightToLeft} {
		c := New(400, 40, d)
		var order []int
		for _, run := range c.set("سال ۱۲ ماه", Style{Size: 12}).runs {
			if run.Runes.Count > 1 { // not the mark before all
				order = append(order, run.Runes.Offset)
			}
		}
		// After that mark the year begins at 1, its number at 5, the rest at 7.
		if len(order) != 3 || order[0] != 7 || order[1] != 5 || order[2] > 1 {
			t.Errorf("%s: from the left the runs begin at %v", d, order)
		}
	}
}

func TestCutAndWrap(t *testing.T) {
	t.Parallel()
	c := New(400, 40, locale.RightToLeft)
	st := Style{Size: 11, Ink: Ink}
	const long = "\u2068Branch 29 of the Islamic Revolutionary Court in Tehran\u2069 و چند کلمهٔ دیگر که جا نمی‌شود"
	for width := 0.0; width < 420; width += 7 {
		cut := c.Cut(long, st, width)
		if cut != "…" && c.Measure(cut, st) > width {
			t.Errorf("%q is wider than %v", cut, width)
		}
		if strings.Count(cut, "\u2068") != strings.Count(cut, "\u2069") {
			t.Errorf("%q leaves an isolate open", cut)
		}
		for n := range 4 {
			lines := c.Wrap(long, st, width, n)
			if len(lines) > n {
				t.Errorf("%d lines, want at most %d", len(lines), n)
			}
		}
	}
	if got := c.Cut("کوتاه", st, 300); got != "کوتاه" {
		t.Errorf("cut %q, which fits", got)
	}
}

func TestLegible(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]bool{
		"Mohammad Rasoulof": true, "محمد رسول‌اف": true, "\u2068۱۴۰۳\u2069": true, "Дмитриев": true, "Αθήνα": true,
		"Ğülşen Şık": true, "“…” – · −": true, "": true, "艾未未": false, "ليلى": true, "दिल्ली": false,
	} {
		if got := Legible(s); got != want {
			t.Errorf("Legible(%q) = %t", s, got)
		}
	}
}

// Text is readable for who sees little contrast: WCAG 2.2, 1.4.3.
func TestContrast(t *testing.T) {
	t.Parallel()
	for _, c := range []Colour{Ink, Quiet, Red, Amber, Blue, Green, Plum} {
		for _, ground := range []Colour{Paper, Panel} {
			if got := contrast(c, ground); got < 4.5 {
				t.Errorf("%06x on %06x has a contrast of %.2f", uint32(c), uint32(ground), got)
			}
		}
	}
}

func contrast(a, b Colour) float64 {
	light := func(c Colour) float64 {
		sum := 0.0
		for i, share := range [3]float64{0.2126, 0.7152, 0.0722} {
			v := float64(c>>(16-8*i)&0xff) / 255
			if v <= 0.04045 {
				v /= 12.92
			} else {
				v = math.Pow((v+0.055)/1.055, 2.4)
			}
			sum += share * v
		}
		return sum
	}
	la, lb := light(a), light(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// Whatever is asked, a canvas stays a picture.
func FuzzCanvas(f *testing.F) {
	f.Add("محمد (8) \u2068x", 12.0, 3.0, 4.0, 50.0)
	f.Add("\u202e\u2067\u2069", -1.0, -3.0, math.Inf(1), 1e300)
	f.Fuzz(func(t *testing.T, s string, size, x, y, w float64) {
		if len(s) > 200 || size > 100 || math.IsNaN(size+x+y+w) {
			return
		}
		c := New(60, 40, locale.RightToLeft)
		st := Style{Size: size, Ink: Ink}
		c.Text(x, y, c.Cut(s, st, w), st, Middle)
		c.Wrap(s, st, w, 3)
		c.Bar(Box{x, y, w, size}, 3, Solid(Red).Hatched().Fading(x, y))
		c.Line(x, y, w, size, 1, Ink)
		data, err := c.PNG()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := png.Decode(bytes.NewReader(data)); err != nil {
			t.Fatal(err)
		}
	})
}

// What is written as a file is what was drawn: each of our colours is kept, and
// none of what is between is far off.
func TestIndexed(t *testing.T) {
	t.Parallel()
	if n := len(ramps()); n > 256 {
		t.Fatalf("%d colours", n)
	}
	c := specimen(locale.LeftToRight)
	if why := differs(onPhone(c.indexed()), onPhone(c.img)); why != "" {
		t.Error(why)
	}
	for _, ink := range []Colour{Paper, Panel, Rule, Ink, Quiet, Red, Amber, Blue, Green, Plum} {
		if got := ramps().Convert(ink.at(1)); got != ink.at(1) {
			t.Errorf("%06x is written as %v", uint32(ink), got)
		}
	}
}
