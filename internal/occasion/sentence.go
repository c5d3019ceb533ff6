package occasion

import (
	"strconv"

	"vigil/internal/casefile"
)

// sentences are the days of the rulings. The day on which a ruling became known
// is not the day of the ruling.
func (r *reading) sentences() {
	for _, j := range r.c.Judgments() {
		why := over(j)
		if why == Due {
			why = r.living()
		}
		r.add(Occasion{About: Sentence, Date: j.Date, Subject: "sentence/" + j.ID, Fact: &j.Fact, Sentence: j.Sentence}, why)
	}
}

// over is why a judgment is nobody's sentence any more.
func over(j casefile.Judgment) Reason {
	switch {
	case j.Superseded:
		return Superseded
	case j.Outcome == casefile.Overturned || j.Fallen():
		return Overturned
	case j.Outcome == casefile.Pardoned: // as the card has it, whatever is left of it
		return Pardoned
	}
	pardoned, served, other := 0, 0, 0
	count := func(o casefile.Outcome) {
		switch o {
		case casefile.Overturned:
		case casefile.Pardoned:
			pardoned++
		case casefile.Served:
			served++
		default:
			other++
		}
	}
	for i := range j.Penalties {
		count(j.OutcomeOf(&j.Penalties[i]))
	}
	if len(j.Penalties) == 0 {
		count(j.Outcome)
	}
	switch {
	case other > 0:
		return Due
	case served > 0:
		return Served
	}
	return Pardoned
}

// terms are the ends of terms that sources state, as [casefile.Casefile.Next]
// has them, and the terms of imprisonment that run without a stated end.
func (r *reading) terms() {
	for _, j := range r.c.Judgments() {
		times := map[casefile.PenaltyKind]int{}
		for i := range j.Penalties {
			p := &j.Penalties[i]
			times[p.Kind]++
			why := r.running(j, p)
			if p.Ends.IsZero() {
				if why != Due || p.Term == nil || !locksUp(p.Kind) {
					continue
				}
				why = EndNotStated
			}
			// Penalties have no ids: the first of its kind, the second …
			subject := "sentence/" + j.ID + "/" + string(p.Kind)
			if n := times[p.Kind]; n > 1 {
				subject += "/" + strconv.Itoa(n)
			}
			fact := &p.Fact
			if len(fact.Sources) == 0 && fact.Attribution == "" { // as its sentence
				fact = &j.Fact
			}
			r.add(Occasion{About: TermEnd, Date: p.Ends, Subject: subject, Fact: fact, Sentence: j.Sentence, Penalty: p}, why)
		}
	}
}

// running is why a penalty will not come to its end on the day that was stated.
func (r *reading) running(j casefile.Judgment, p *casefile.Penalty) Reason {
	if j.Superseded {
		return Superseded
	}
	switch o := j.OutcomeOf(p); {
	case o == casefile.Overturned || j.Fallen():
		return Overturned
	case o == casefile.Pardoned:
		return Pardoned
	case o == casefile.Served:
		return Served
	case o == casefile.Suspended || p.Suspended:
		return Suspended
	case o == casefile.Interrupted || o == casefile.Unserved:
		return NotRunning
	}
	why := r.living()
	switch code := r.c.Status.Code; {
	case locksUp(p.Kind):
		if why == Due && !code.Held() && code != casefile.Furlough { // days at home on leave count
			why = NotHeld
		}
	case why == Released && code == casefile.Released: // a ban goes on after the prison
		why = Due
	}
	return why
}

// locksUp reports whether a penalty of that kind ends with somebody set free.
func locksUp(k casefile.PenaltyKind) bool {
	switch k {
	case casefile.Imprisonment, casefile.LifeImprisonment, casefile.HouseArrestTerm, casefile.Labour:
		return true
	}
	return false
}

// hearings are the proceedings for which a day is set. They are announced for
// whoever lives, in prison or not, and also where the status is not known.
func (r *reading) hearings() {
	for i := range r.c.Proceedings {
		x := &r.c.Proceedings[i]
		if x.Date.IsZero() || befalls(x.Kind) {
			continue
		}
		why := Due
		if r.dead() {
			why = Dead
		}
		r.add(Occasion{About: Proceeding, Date: x.Date, Subject: "proceeding/" + x.ID, Fact: &x.Fact, Proceeding: x}, why)
	}
}

// befalls reports whether a proceeding of that kind happens to somebody, and is
// nothing that a court sets a day for.
func befalls(kind string) bool {
	switch kind {
	case "arrest", "abduction", "detention", "charge", "indictment", "release", "bail", "furlough", "acquittal",
		"pardon", "exchange", "enforcement", "execution", "death", "transfer":
		return true
	}
	return false
}
