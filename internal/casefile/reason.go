package casefile

// Reason is why an [Enforceable] is what it is. The zero Reason is none.
type Reason int

// The reasons.
const (
	StatedBySource   Reason = iota + 1 // a source states the term
	StatedSeverest                     // a source states it, and only the severest is enforced
	Severest                           // only the severest penalty is enforced
	SeverestPart                       // only the longest of the terms it was put together from
	NextSeverest                       // the severest fell, so the next is enforced
	SumOfTerms                         // the terms run one after the other
	CumulativeOne                      // penalties add up, but one alone is of this kind
	LongestTerm                        // the terms run side by side, the longest decides
	OnlyPenalty                        // there is nothing to combine
	RuleUnknown                        // nobody says how the penalties combine
	NotStated                          // a source is said to state it, but it isn't on record
	TermNotPublished                   // a term that matters was not published
	CantRank                           // which is the severest can't be told
	NothingImposed                     // no penalty is on record
	AllSuspended                       // what was imposed is suspended
	WasOverturned
	WasPardoned
)

// AllReasons are the reasons, for those who word them in a language.
func AllReasons() []Reason {
	all := make([]Reason, 0, WasPardoned)
	for r := StatedBySource; r <= WasPardoned; r++ {
		all = append(all, r)
	}
	return all
}

// Code is the reason as a short word for keys and JSON, such as
// "severest_part"; "" for none.
func (r Reason) Code() string { return r.words()[0] }

// String is the reason in plain English, to follow "because".
func (r Reason) String() string { return r.words()[1] }

func (r Reason) words() [2]string {
	switch r {
	case StatedBySource:
		return [2]string{"stated", "a source states the enforceable term"}
	case StatedSeverest:
		return [2]string{"stated_severest", "a source states the enforceable term: of several punishments only the severest is enforced"}
	case Severest:
		return [2]string{"severest", "of several punishments only the severest is enforced"}
	case SeverestPart:
		return [2]string{"severest_part", "only the longest of the terms that make up the sentence is enforced"}
	case NextSeverest:
		return [2]string{"next_severest", "the severest punishment fell, so the next severest is enforced"}
	case SumOfTerms:
		return [2]string{"sum", "the terms run one after the other and were added up here"}
	case CumulativeOne:
		return [2]string{"cumulative_one", "the punishments add up, and this is the only one of its kind"}
	case LongestTerm:
		return [2]string{"longest", "the terms run side by side, so the longest decides"}
	case OnlyPenalty:
		return [2]string{"only", "it is the only punishment"}
	case RuleUnknown:
		return [2]string{"rule_unknown", "how the punishments combine is not on record"}
	case NotStated:
		return [2]string{"not_stated", "the stated term is not on record"}
	case TermNotPublished:
		return [2]string{"term_not_published", "a term was not published"}
	case CantRank:
		return [2]string{"cant_rank", "which punishment is the severest can't be told from the record"}
	case NothingImposed:
		return [2]string{"nothing_imposed", "no punishment is on record"}
	case AllSuspended:
		return [2]string{"suspended", "what was imposed is suspended"}
	case WasOverturned:
		return [2]string{"overturned", "the sentence was overturned"}
	case WasPardoned:
		return [2]string{"pardoned", "the sentence was pardoned"}
	}
	return [2]string{}
}
