package casefile

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
)

// Change is one difference between two revisions of a casefile.
type Change struct {
	Kind ChangeKind
	// Path is a JSON pointer into the new revision, or, of what was removed,
	// into the old one.
	Path string
	// Label names the place for people: member names as in the format, and of
	// the entries of lists their ids or what else tells them apart, such as
	// sentences · s1 · penalties · flogging · count.
	Label []string
	// Old and New are the values: text as it is, anything else as JSON. Old is
	// "" of what was added, New of what was removed.
	Old, New string
}

// ChangeKind is what happened at a place.
type ChangeKind int

// The kinds.
const (
	Changed ChangeKind = iota
	Added
	Removed
	Reordered // a list has the same entries in another order; Old and New list them
)

// String is the kind as a code: changed, added, removed, reordered.
func (k ChangeKind) String() string {
	return [...]string{"changed", "added", "removed", "reordered"}[k]
}

// Diff lists what differs between two revisions, field by field, in the order
// of the format. Entries of lists are matched by their ids or, without an id,
// by what they are about (a penalty's kind, a work's title), so that inserting
// one is one change. It is empty if, and only if, the two are written the same.
func Diff(before, after *Casefile) []Change {
	d := differ{}
	d.values(reflect.ValueOf(before).Elem(), reflect.ValueOf(after).Elem())
	return d.changes
}

type differ struct {
	path, label []string
	changes     []Change
}

func (d *differ) note(kind ChangeKind, before, after string) {
	var path strings.Builder
	for _, token := range d.path {
		path.WriteString("/" + token)
	}
	d.changes = append(d.changes, Change{kind, path.String(), slices.Clone(d.label), before, after})
}

// within does something one level deeper.
func (d *differ) within(token, label string, do func()) {
	d.path, d.label = append(d.path, token), append(d.label, label)
	do()
	d.path, d.label = d.path[:len(d.path)-1], d.label[:len(d.label)-1]
}

func (d *differ) values(before, after reflect.Value) {
	switch {
	case absent(before) && absent(after):
		return
	case absent(before):
		d.note(Added, "", shown(after))
		return
	case absent(after):
		d.note(Removed, shown(before), "")
		return
	}
	if before.Kind() == reflect.Pointer {
		before, after = before.Elem(), after.Elem()
	}
	switch {
	case before.Kind() == reflect.Struct && !readsItself(before.Type()):
		d.members(before, after)
	case before.Kind() == reflect.Slice:
		d.lists(before, after)
	default:
		d.leaves(before, after)
	}
}

// leaves compares two values that have no parts, as they are written: a year
// as a number and the same as text are not the same.
func (d *differ) leaves(before, after reflect.Value) {
	old, now := written(before), written(after)
	switch a, b := shown(before), shown(after); {
	case old == now:
	case a == b:
		d.note(Changed, old, now)
	default:
		d.note(Changed, a, b)
	}
}

func (d *differ) members(before, after reflect.Value) {
	for i := range before.NumField() {
		f := before.Type().Field(i)
		if f.Anonymous {
			d.members(before.Field(i), after.Field(i))
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		d.within(name, name, func() { d.values(before.Field(i), after.Field(i)) })
	}
}

func (d *differ) lists(before, after reflect.Value) {
	old, now := labels(before), labels(after)
	partner := pair(before, after, old, now)
	var stayed, order []int
	for i, j := range partner {
		if j < 0 {
			d.within(strconv.Itoa(i), old[i], func() { d.note(Removed, shown(before.Index(i)), "") })
			continue
		}
		stayed = append(stayed, j)
		d.within(strconv.Itoa(j), now[j], func() { d.values(before.Index(i), after.Index(j)) })
	}
	for j, label := range now {
		if slices.Contains(stayed, j) {
			order = append(order, j)
		} else {
			d.within(strconv.Itoa(j), label, func() { d.note(Added, "", shown(after.Index(j))) })
		}
	}
	if !slices.Equal(stayed, order) {
		d.note(Reordered, strings.Join(old, ", "), strings.Join(now, ", "))
	}
}

// pair finds, for each entry of before, the one of after that it became, or
// -1: the one of the same label, else, among those left over, one of the same
// kind.
func pair(before, after reflect.Value, old, now []string) []int {
	partner, taken := make([]int, len(old)), make([]bool, len(now))
	for i, label := range old {
		if partner[i] = slices.Index(now, label); partner[i] >= 0 {
			taken[partner[i]] = true
		}
	}
	for i := range old {
		kind := kindOf(before.Index(i).Interface())
		for j := range now {
			if partner[i] < 0 && !taken[j] && kind != "" && kindOf(after.Index(j).Interface()) == kind {
				partner[i], taken[j] = j, true
			}
		}
	}
	return partner
}

// Pair finds, for each entry of a list of facts, the one of the later list that
// it became, or -1: those that [Diff] compares with one another.
func Pair[T any](before, after []T) []int {
	b, a := reflect.ValueOf(before), reflect.ValueOf(after)
	return pair(b, a, labels(b), labels(a))
}

// absent reports whether v is left out when written.
func absent(v reflect.Value) bool {
	return v.IsZero() || v.Kind() == reflect.Slice && v.Len() == 0
}

// shown is a value for people: text as it is, anything else as JSON.
func shown(v reflect.Value) string {
	data := written(v)
	if text, ok := plainText([]byte(data)); ok {
		return text
	}
	return data
}

// written is a value as JSON.
func written(v reflect.Value) string {
	data, err := json.Marshal(v.Interface())
	if err != nil {
		return err.Error()
	}
	return string(data)
}
