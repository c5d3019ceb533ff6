package picture

import (
	"bytes"
	_ "embed"
	"sync"
	"unicode"

	"github.com/go-text/typesetting/font"
	ot "github.com/go-text/typesetting/font/opentype"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
)

// Vazirmatn is under the SIL Open Font Licence, see fonts/OFL.txt.
var (
	//go:embed fonts/Vazirmatn-Regular.ttf
	vazirmatnRegular []byte
	//go:embed fonts/Vazirmatn-Bold.ttf
	vazirmatnBold []byte
)

// typefaces are the fonts in the order in which they are asked for a letter:
// Vazirmatn has Arabic, Persian and Latin, Go's own Cyrillic and Greek besides.
type typefaces struct{ regular, bold []*font.Font }

var loaded = sync.OnceValue(func() typefaces {
	read := func(files ...[]byte) (all []*font.Font) {
		for _, data := range files {
			loader, err := ot.NewLoader(bytes.NewReader(data))
			if err != nil {
				panic("a font of the program can't be read: " + err.Error())
			}
			f, err := font.NewFont(loader)
			if err != nil {
				panic("a font of the program can't be read: " + err.Error())
			}
			all = append(all, f)
		}
		return all
	}
	return typefaces{
		regular: read(vazirmatnRegular, goregular.TTF),
		bold:    read(vazirmatnBold, gobold.TTF),
	}
})

// faces are the fonts as one canvas uses them: they keep what they looked up,
// so that no two goroutines may share them.
type faces struct{ regular, bold family }

type family []*font.Face

func newFaces() faces {
	fonts := loaded()
	face := func(of []*font.Font) (all family) {
		for _, f := range of {
			all = append(all, font.NewFace(f))
		}
		return all
	}
	return faces{regular: face(fonts.regular), bold: face(fonts.bold)}
}

// ResolveFace is the first face that has the letter; the first of all for
// what is never seen. Where none has it, it is the last, which draws a box.
func (f family) ResolveFace(r rune) *font.Face {
	if unseen(r) {
		return f[0]
	}
	for _, face := range f {
		if _, has := face.NominalGlyph(r); has {
			return face
		}
	}
	return f[len(f)-1]
}

// unseen reports whether r directs text and has no shape of its own.
func unseen(r rune) bool {
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r)
}

// Legible reports whether there is a shape for each letter of s. A text for
// which there is none would be drawn as empty boxes, so whoever draws a label
// says something else there.
func Legible(s string) bool {
	fonts := loaded()
next:
	for _, r := range s {
		if unseen(r) || unicode.IsSpace(r) {
			continue
		}
		for _, f := range fonts.regular {
			if _, has := f.NominalGlyph(r); has {
				continue next
			}
		}
		return false
	}
	return true
}
