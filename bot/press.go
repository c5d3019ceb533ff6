package bot

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"

	"vigil/commands"
	"vigil/internal/card"
)

// press is what a control or a form does, as its custom_id carries it.
type press struct {
	then  card.Then
	into  string                         // the option that a select's values fill
	form  []blank                        // of a form: what there is to fill in; nil of a control
	files map[string]commands.Attachment // that came with a form; not carried
}

// blank is a field of a form, as its submit is held against it.
type blank struct {
	name    string
	kind    blankKind
	choices []string // of a select: what was offered
	many    int      // of a select: how many may be chosen
}

// blankKind is how a field is filled in.
type blankKind byte

const (
	blankText   blankKind = 't'
	blankSelect blankKind = 's'
	blankUpload blankKind = 'u'
)

// blanks are what a form has to fill in.
func blanks(f *commands.Form) []blank {
	all := make([]blank, 0, len(f.Fields))
	for i := range f.Fields {
		field := &f.Fields[i]
		b := blank{name: field.Name, kind: blankText}
		switch {
		case field.Upload:
			b.kind = blankUpload
		case len(field.Choices) > 0:
			b.kind, b.many = blankSelect, mostChosen(field.Many, takenOf(field.Choices))
			for _, c := range field.Choices {
				b.choices = append(b.choices, c.Value)
			}
		}
		all = append(all, b)
	}
	return all
}

// mostChosen is how many of n choices may be chosen where a control says many.
func mostChosen(many, n int) int { return max(1, min(many, n, choiceLimit)) }

// pack writes p as fields: the command, its options by name, and the option
// that a select fills or what a form has to fill in.
func (p *press) pack() (fields []string, flags byte, err error) {
	fields = make([]string, 0, 2+2*len(p.then.Options))
	fields = append(fields, p.then.Command)
	for _, name := range slices.Sorted(maps.Keys(p.then.Options)) {
		fields = append(fields, name, p.then.Options[name])
	}
	if p.then.Update {
		flags |= flagUpdate
	}
	switch {
	case p.form != nil:
		flags |= flagForm
		text, err := packBlanks(p.form)
		if err != nil {
			return nil, 0, err
		}
		fields = append(fields, text)
	case p.into != "":
		flags |= flagInto
		fields = append(fields, p.into)
	}
	switch {
	case p.then.Mine:
		flags |= flagMine
	case p.then.Update && p.then.Shared:
		flags |= flagShared
	}
	if owned(flags) {
		flags |= flagExpires
	}
	return fields, flags, nil
}

// unpack reads what pack wrote.
func unpack(fields []string, flags byte) (press, error) {
	p := press{then: card.Then{
		Update: flags&flagUpdate != 0,
		Shared: flags&flagShared != 0,
		Mine:   flags&flagMine != 0,
	}}
	if flags&(flagInto|flagForm) != 0 && len(fields) > 1 {
		last := fields[len(fields)-1]
		fields = fields[:len(fields)-1]
		if flags&flagForm == 0 {
			p.into = last
		} else if err := unpackBlanks(last, &p.form); err != nil {
			return press{}, err
		}
	}
	if len(fields)%2 != 1 {
		return press{}, errTampered
	}
	p.then.Command = fields[0]
	p.then.Options = make(map[string]string, len(fields)/2+1)
	for i := 1; i < len(fields); i += 2 {
		p.then.Options[fields[i]] = fields[i+1]
	}
	return p, nil
}

// packBlanks writes each field as a list: its kind and name, and of a select
// how many may be chosen and the values to choose from.
func packBlanks(form []blank) (string, error) {
	all := make([][]string, 0, len(form))
	for _, b := range form {
		entry := []string{string(b.kind) + b.name}
		if b.kind == blankSelect {
			entry = append(append(entry, strconv.Itoa(b.many)), b.choices...)
		}
		all = append(all, entry)
	}
	text, err := json.Marshal(all)
	return string(text), err
}

func unpackBlanks(text string, form *[]blank) error {
	var all [][]string
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		return err
	}
	*form = make([]blank, 0, len(all))
	for _, entry := range all {
		if len(entry) == 0 || entry[0] == "" {
			return errMisshapenView
		}
		b := blank{kind: blankKind(entry[0][0]), name: entry[0][1:]}
		if b.kind == blankSelect {
			if len(entry) < 2 {
				return errMisshapenView
			}
			var err error
			if b.many, err = strconv.Atoi(entry[1]); err != nil {
				return err
			}
			b.choices = entry[2:]
		}
		*form = append(*form, b)
	}
	return nil
}

var errMisshapenView = errors.New("what a form has to fill in can't be read")
