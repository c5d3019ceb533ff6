package occasion

// Reason is why something on record is not announced. The zero Reason is that
// nothing stands against it.
type Reason uint8

// The reasons.
const (
	Due            Reason = iota // it is announced
	NotToDay                     // its date is not known to the day
	Dead                         // the person died
	DeathDisputed                // a death is on record, and a status that says otherwise, or several days
	Released                     // the person was released or acquitted
	StatusNotKnown               // no status, or that it is unknown
	StatusStale                  // the status is too old on that day
	NotHeld                      // the status is not one of being held
	NotInExile                   // the status is not one of being in exile
	NotTheLast                   // another arrest, release or departure came after it
	Overturned                   // the sentence, or the penalty, was overturned
	Superseded                   // another sentence replaced it
	Pardoned                     // what is left of the sentence was pardoned
	Served                       // what is left of the sentence was served
	Suspended                    // the penalty is suspended
	NotRunning                   // the term was interrupted, or never begun
	EndNotStated                 // no source states when the term ends, and it is not computed
	NoCustody                    // the person is held, and no custody is on record
	SeveralOpen                  // several custodies have no end on record
	CustodyEnded                 // the person is held, and the custodies on record have ended
	SaidAsCustody                // it is announced as a year in custody
	SwitchedOff                  // it is not asked for
)

// Code is the reason as a word for keys and JSON.
func (r Reason) Code() string {
	return [...]string{"due", "not_to_day", "dead", "death_disputed", "released", "status_not_known", "status_stale",
		"not_held", "not_in_exile", "not_the_last", "overturned", "superseded", "pardoned", "served", "suspended",
		"not_running", "end_not_stated", "no_custody", "several_open", "custody_ended", "said_as_custody", "switched_off"}[r]
}

// String is the reason in plain English.
func (r Reason) String() string {
	return [...]string{
		"it is announced",
		"its date is not known to the day",
		"the person died",
		"the record contradicts itself about the death",
		"the person was released or acquitted",
		"the status is not known",
		"the status is too old",
		"the status is not one of being held",
		"the status is not one of being in exile",
		"a later one, or a release after it, is on record",
		"it was overturned",
		"another sentence replaced it",
		"it was pardoned",
		"it was served",
		"it is suspended",
		"the term does not run",
		"no source states when the term ends",
		"no custody is on record",
		"several custodies have no end on record",
		"the custody on record ended",
		"it is announced as a year in custody",
		"it is switched off",
	}[r]
}
