package casefile

import (
	"reflect"
	"strconv"
	"strings"
)

// labels tell the entries of a list apart, each label once.
func labels(list reflect.Value) []string {
	all, times := make([]string, list.Len()), map[string]int{}
	for i := range all {
		label := labelOf(list.Index(i).Interface())
		times[label]++
		if n := times[label]; n > 1 {
			label += " #" + strconv.Itoa(n)
		}
		all[i] = label
	}
	return all
}

// labelOf is an entry's id or, where it has none, what it is about: that part
// of it which a correction leaves alone.
func labelOf(entry any) string {
	switch x := entry.(type) {
	case string:
		return x
	case Name:
		return x.Text
	case Text:
		return x.Text
	case Custody:
		return join(x.Kind, x.Start.String())
	case Charge:
		return x.ID
	case Proceeding:
		return x.ID
	case Sentence:
		return x.ID
	case Penalty:
		return join(string(x.Kind), x.Of)
	case Part:
		return x.Charge
	case Event:
		return x.ID
	case Work:
		return x.Title
	case Award:
		return join(x.Name, x.Work)
	case Related:
		return x.Name
	case Remark:
		return x.About
	case Withheld:
		return x.What
	case Source:
		return x.ID
	}
	return ""
}

// kindOf is what two entries without ids have in common if one may be the
// correction of the other, or "".
func kindOf(entry any) string {
	switch x := entry.(type) {
	case Name:
		return join(x.Kind, x.Lang, x.Script)
	case Custody:
		return x.Kind
	case Penalty:
		return string(x.Kind)
	case Award:
		return x.Name
	case Remark:
		return x.About
	}
	return ""
}

func join(parts ...string) string { return strings.TrimSpace(strings.Join(parts, " ")) }
