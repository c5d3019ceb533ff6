package config

import (
	"errors"
	"os"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/caarlos0/env/v11"
)

// dotEnv is the file in the working directory that fills in what the real
// environment leaves unset.
const dotEnv = ".env"

// Load reads environ, which is shaped as [os.Environ] is, and the file .env of
// the working directory if there is one. What environ sets, even to nothing,
// the file does not change; what is set to nothing has its default.
//
// Languages are the codes that VIGIL_LANGUAGE may name; none means any.
//
// The error is an [*Invalid] with every problem there is. No value of a secret
// is ever part of it.
func Load(environ []string, need Need, languages ...string) (Config, error) {
	return load(environ, dotEnv, need, languages)
}

func load(environ []string, file string, need Need, languages []string) (Config, error) {
	values, problems := gather(environ, file)
	var c Config
	problems = append(problems, c.parse(values.set())...)
	problems = append(problems, c.check(languages)...)
	for _, name := range need.required() {
		if values.set()[name] == "" {
			problems = append(problems, Problem{Variable: name, What: "is missing", Example: exampleOf(name)})
		}
	}
	problems = append(problems, values.unknown()...)
	if len(problems) > 0 {
		return Config{}, newInvalid(problems)
	}
	if c.ClockMoved = c.Clock != nil; !c.ClockMoved {
		c.Clock = time.Now
	}
	return c, nil
}

// values are the variables by name, with where each was found.
type values map[string]value

type value struct {
	text string
	file string // "" for the real environment
}

// gather joins the real environment and the file.
func gather(environ []string, file string) (values, []Problem) {
	all := values{}
	for _, line := range environ {
		if name, text, ok := strings.Cut(line, "="); ok && name != "" {
			all[name] = value{text: text}
		}
	}
	fromFile, problem := readFile(file)
	for name, text := range fromFile {
		if _, ok := all[name]; !ok {
			all[name] = value{text: text, file: file}
		}
	}
	if problem != nil {
		return all, []Problem{*problem}
	}
	return all, nil
}

// set are the variables that have a value. An empty one counts as not set, so
// that a line of .env.example can be left as it is.
func (v values) set() map[string]string {
	set := map[string]string{}
	for name, value := range v {
		if text := strings.TrimSpace(value.text); text != "" {
			set[name] = text
		}
	}
	return set
}

// parse fills c from the variables that are set.
func (c *Config) parse(set map[string]string) []Problem {
	err := env.ParseWithOptions(c, env.Options{Environment: set, FuncMap: parsers()})
	if err == nil {
		return nil
	}
	all, ok := errors.AsType[env.AggregateError](err)
	if !ok {
		return []Problem{{What: err.Error()}}
	}
	var problems []Problem
	for _, e := range all.Errors {
		problems = append(problems, problemOf(e))
	}
	return problems
}

// problemOf turns an error of the library into plain words about a variable.
func problemOf(err error) Problem {
	fault, ok := errors.AsType[env.ParseError](err)
	if !ok {
		return Problem{What: err.Error()}
	}
	field, _ := reflect.TypeFor[Config]().FieldByName(fault.Name)
	p := Problem{Variable: field.Tag.Get("env"), Example: field.Tag.Get("example")}
	p.What = "is not understood"
	if plain, ok := errors.AsType[wrongValue](fault.Err); ok {
		p.What = plain.Error()
	}
	return p
}

// exampleOf is the example of a variable's tag.
func exampleOf(variable string) string {
	for f := range reflect.TypeFor[Config]().Fields() {
		if f.Tag.Get("env") == variable {
			return f.Tag.Get("example")
		}
	}
	return ""
}

// variables are the names of all variables, in the order of Config.
func variables() []string {
	var names []string
	for f := range reflect.TypeFor[Config]().Fields() {
		if name := f.Tag.Get("env"); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// unknown are the variables that look like ours and are not: every other VIGIL_
// and what is nearly DISCORD_TOKEN. Whoever set them meant something by it.
func (v values) unknown() []Problem {
	var problems []Problem
	known := variables()
	for name, value := range v {
		upper := strings.ToUpper(name)
		if slices.Contains(known, name) || !strings.HasPrefix(upper, "VIGIL_") && !strings.HasPrefix(upper, "DISCORD_") {
			continue
		}
		meant := nearest(upper, known)
		if meant == "" && !strings.HasPrefix(name, "VIGIL_") {
			continue // somebody else's
		}
		p := Problem{Variable: name, What: "is not a variable of this program"}
		if value.file != "" {
			p.What += " (in " + value.file + ")"
		}
		if meant != "" {
			p.What += ": did you mean " + meant + "?"
		} else {
			p.What += ": it has " + strings.Join(known, ", ")
		}
		problems = append(problems, p)
	}
	slices.SortFunc(problems, func(a, b Problem) int { return strings.Compare(a.Variable, b.Variable) })
	return problems
}

// readFile reads name if it is there.
func readFile(name string) (map[string]string, *Problem) {
	data, err := os.ReadFile(name)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, &Problem{Variable: name, What: "can't be read: " + reason(err)}
	}
	return parseFile(name, string(data))
}

// reason is the system's word for a failure, without the path once more.
func reason(err error) string {
	if e, ok := errors.AsType[*os.PathError](err); ok {
		return e.Err.Error()
	}
	return err.Error()
}
