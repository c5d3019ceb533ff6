package card

import (
	"fmt"
	"strings"
	"testing"

	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// A long answer fits on a telephone, says how much it leaves out, and shows all when that
// is asked for; a short one is shown as it is.
func TestAnswerIsAsLongAsATelephone(t *testing.T) {
	t.Parallel()
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	l := words.For("en", locale.Options{})
	lines := []string{"20 of the 21 people tracked here:"}
	var sources []*casefile.Source
	for i := range 20 {
		lines = append(lines, fmt.Sprintf("- Person %d: %s.", i, strings.Repeat("invented ", 10)))
		sources = append(sources, &casefile.Source{Publisher: fmt.Sprint("Invented Wire ", i)})
	}
	long := Told{Text: strings.Join(lines, "\n"), Sources: sources}

	c, more := Answer(long, l)
	if !more || length(c.Body) > answerShort+100 || !strings.Contains(c.Body, "more lines") || !strings.Contains(c.Body, "Person 3") {
		t.Errorf("more %t, %d characters:\n%s", more, length(c.Body), c.Body)
	}
	if sources := c.Fields[0].Value; strings.Count(sources, "Invented Wire") != sourcesFew || !strings.Contains(sources, "and 17 more") {
		t.Errorf("sources: %s", sources)
	}

	long.Whole = true
	if c, more = Answer(long, l); more || !strings.Contains(c.Body, "Person 19") || !strings.Contains(c.Fields[0].Value, "Wire 19") {
		t.Errorf("all of it: more %t:\n%s\n%s", more, c.Body, c.Fields[0].Value)
	}

	few := Told{Text: strings.Join(lines[:9], "\n"), Sources: sources[:sourcesFew+1]}
	if c, more = Answer(few, l); more || !strings.Contains(c.Body, "Person 7") || strings.Contains(c.Fields[0].Value, "more") {
		t.Errorf("a short one: more %t:\n%s\n%s", more, c.Body, c.Fields[0].Value)
	}

	headed := Told{Text: lines[1] + "\n" + strings.Repeat("x", 740) + "\nSentences:\n- " + strings.Repeat("y", 500)}
	if c, _ = Answer(headed, l); strings.Contains(c.Body, "Sentences:") {
		t.Errorf("a heading with nothing under it:\n%s", c.Body)
	}
}
