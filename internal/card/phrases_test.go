package card

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"vigil/internal/locale"
)

// Each text of the record that the catalogue means to know is found by the
// text itself: a key that is too long or misspelt would never be asked for.
func TestPhrasesAreFound(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../locale/en.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Words map[string]any }
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	p := newPen(words(t).For("fa", locale.Options{}), 0)
	n := 0
	for key, said := range file.Words {
		if !strings.HasPrefix(key, "word.") {
			continue
		}
		n++
		text, ok := said.(string)
		if !ok {
			t.Errorf("%s has plural forms", key)
			continue
		}
		if got, ok := p.inWords(text); !ok || got == text {
			t.Errorf("%s: %q is written as %q", key, text, got)
		}
	}
	if n == 0 {
		t.Error("the catalogue knows no texts of the record")
	}
	if got, ok := p.inWords("a profession that nobody has"); ok {
		t.Errorf("an unknown text is written as %q", got)
	}
}
