package store

import (
	"slices"
)

// Values is what the record has of somebody in that field, as it words it: what
// people are counted by. Each stands once; what a charge or a court has in brackets,
// which says more of this case alone, is left out. Of [FieldCountry] there is always
// one, which may be "".
func (who *Person) Values(of Field) []string {
	switch of {
	case FieldCountry:
		return []string{who.Country}
	case FieldProfession:
		return who.Professions
	case FieldNation:
		return who.Nations
	}
	var all []string
	add := func(text string) {
		if text != "" && !slices.Contains(all, text) {
			all = append(all, text)
		}
	}
	switch of {
	case FieldStatus:
		add(string(who.Status))
	case FieldSex:
		add(who.Sex)
	case FieldCharge:
		for _, text := range who.Charges {
			add(unbracketed(text))
		}
	case FieldPenalty:
		for i := range who.Rulings {
			for j := range who.Rulings[i].Penalties {
				add(string(who.Rulings[i].Penalties[j].Kind))
			}
		}
	case FieldSentencer, FieldCourt:
		for i := range who.Rulings {
			add(unbracketed(who.Rulings[i].Court))
		}
		for i := range who.Steps {
			if of == FieldCourt {
				add(unbracketed(who.Steps[i].Court))
			}
		}
	case FieldPlace:
		for i := range who.Custody {
			add(who.Custody[i].Place)
		}
	case FieldHeldIn:
		for i := range who.Custody {
			if x := &who.Custody[i]; x.End.IsZero() && who.Status.Held() && !who.Withheld {
				add(x.Place)
			}
		}
	case FieldLawyer:
		who.around("lawyer", add)
	case FieldJudge:
		who.around("judge", add)
	case FieldAward:
		for i := range who.Awards {
			add(unbracketed(who.Awards[i].Name))
		}
	case FieldGiver:
		for i := range who.Awards {
			add(who.Awards[i].By)
		}
	}
	return all
}

func (who *Person) around(role string, do func(name string)) {
	for i := range who.Around {
		if a := &who.Around[i]; slices.Contains(a.roles, role) {
			do(a.Name)
		}
	}
}

// unbracketed is a text without what stands in brackets. Most have none.
func unbracketed(text string) string {
	outside, inside := bare(text)
	if len(inside) == 0 {
		return text
	}
	return same(outside)
}
