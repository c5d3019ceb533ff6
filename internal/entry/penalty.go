package entry

import (
	"vigil/internal/casefile"
)

// ParsePenalties reads penalties as people type them, one a line, in English
// or Persian:
//
//	8 years prison, five years and 6 months in prison, ۸ سال حبس, هشت سال زندان
//	18 months, 1 year suspended             a term alone is prison
//	life, life imprisonment, حبس ابد; death, اعدام
//	74 lashes, ۷۴ ضربه شلاق; flogging, شلاق  how many is not known
//	2 years ban from film-making, lifetime ban from travel, travel ban for 2 years, ممنوع‌الخروجی
//	fine 50,000,000 IRR, fine of 2 million euros, جزای نقدی ۵۰ میلیون ریال, fine; court costs
//	confiscation of property, ضبط اموال
//	internal exile to Khosf for 2 years, house arrest 1 year, 2 years compulsory labour
//	other: the phone to be destroyed
//
// After a comma may stand what is known beside that: suspended, upheld (or
// served, overturned …), reduced to 1 year, 50 carried out, ends 2029-02-10.
//
// A number that wasn't typed is never filled in, and one that is not the
// number ("about five years", "5-7 years") is refused. Half a year is six
// months; other terms stay as they were typed, 18 months among them. Words of
// one's own (what is banned, confiscated; where to) are kept as typed.
func ParsePenalties(text string) ([]casefile.Penalty, Faults) {
	var all []casefile.Penalty
	var faults Faults
	for _, l := range listed(clean(text, true)) {
		p, f := readPenalty(l.text, "")
		if f != nil {
			if len(faults) < mostFaults {
				faults = append(faults, f.fault(l))
			}
			continue
		}
		all = append(all, p)
	}
	if len(faults) > 0 {
		return nil, faults
	}
	return all, nil
}

func (f *flaw) fault(l typedLine) Fault {
	return Fault{Field: "penalties", Line: l.n, Text: clip(l.text), Part: clip(f.part), Code: "penalty." + f.code, Example: f.example}
}

// mostList is how many entries a list of the record has at most.
const mostList = 1000
