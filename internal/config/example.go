package config

import (
	"reflect"
	"strings"
)

// Example is the text of .env.example: every variable with what it is for and
// its default. A variable without a default is shown empty, which is the same
// as not set.
func Example() string {
	var b strings.Builder
	b.WriteString("# Copy this file to .env and fill in what you need. A variable that is set in\n" +
		"# the environment itself wins over this file; an empty one has its default.\n")
	for f := range reflect.TypeFor[Config]().Fields() {
		name := f.Tag.Get("env")
		if name == "" {
			continue
		}
		b.WriteString("\n# " + f.Tag.Get("about") + "\n")
		fallback, ok := f.Tag.Lookup("envDefault")
		if example := f.Tag.Get("example"); !ok && !strings.Contains(example, " ") {
			b.WriteString("# For example: " + example + "\n")
		}
		b.WriteString(name + "=" + fallback + "\n")
	}
	return b.String()
}
