// Package casefile is the domain: what is on record about one individual, who
// says so, and what follows from it. It knows nothing of Discord or SQLite.
//
// The types mirror the published format vigil-casebook/1 field by field; the
// JSON Schema in docs/casebook.schema.json is generated from them.
package casefile

import "vigil/internal/calendar"

// Format is the value of a casebook file's "format" member.
const Format = "vigil-casebook/1"

// Casebook is a whole file: a set of casefiles curated by one community.
type Casebook struct {
	Format    string        `json:"format"`
	Title     string        `json:"title,omitzero"`
	Note      string        `json:"note,omitzero"`
	Licence   string        `json:"licence,omitzero"`
	AsOf      calendar.Date `json:"as_of,omitzero"` // how recent the casebook as a whole is
	Casefiles []Casefile    `json:"casefiles"`
}

// Visibility says who may see a casefile, or a single fact of it. On a fact
// the only values are "" (as its casefile) and Confidential.
type Visibility string

// The visibilities of a casefile, and the one of a fact.
const (
	Draft     Visibility = "draft"
	Public    Visibility = "public"
	Embargoed Visibility = "embargoed"
	Withdrawn Visibility = "withdrawn"

	Confidential Visibility = "confidential"
)

// Fact is what any fact may carry beside its own fields.
type Fact struct {
	Sources     []string   `json:"sources,omitempty"`    // ids of the casefile's sources
	Attribution string     `json:"attribution,omitzero"` // who says so: "his lawyer"
	Note        string     `json:"note,omitzero"`
	DateNote    string     `json:"date_note,omitzero"`  // what the date is the date of
	Confidence  string     `json:"confidence,omitzero"` // low: rests on weak sources
	Visibility  Visibility `json:"visibility,omitzero"` // confidential: for curators only
}

// Casefile is the record of one individual.
type Casefile struct {
	Slug        string       `json:"slug"`
	Visibility  Visibility   `json:"visibility,omitzero"` // draft if left out
	Embargo     *Embargo     `json:"embargo,omitzero"`    // why it may not be published, while it is embargoed
	Person      Person       `json:"person"`
	Country     string       `json:"country,omitzero"` // ISO 3166-1 alpha-2 of the jurisdiction
	Status      Status       `json:"status,omitzero"`
	Whereabouts *Whereabouts `json:"whereabouts,omitzero"`
	Custody     []Custody    `json:"custody,omitempty"`
	Charges     []Charge     `json:"charges,omitempty"`
	Proceedings []Proceeding `json:"proceedings,omitempty"`
	Sentences   []Sentence   `json:"sentences,omitempty"`
	Events      []Event      `json:"events,omitempty"`
	Works       []Work       `json:"works,omitempty"`
	Awards      []Award      `json:"awards,omitempty"`
	People      []Related    `json:"people,omitempty"`
	Notes       []Remark     `json:"notes,omitempty"`
	Withheld    []Withheld   `json:"withheld,omitempty"`
	Sources     []Source     `json:"sources,omitempty"`
}

// Embargo is why a casefile may not be published yet. It is for curators only.
type Embargo struct {
	Reason string        `json:"reason"`
	Until  calendar.Date `json:"until,omitzero"` // the first day on which it may be published; none: until it is lifted
}

// Person is who the casefile is about.
type Person struct {
	Name          string `json:"name"`
	Names         []Name `json:"names,omitempty"`
	Sex           string `json:"sex,omitzero"` // female, male, other; empty: not stated
	Born          *Life  `json:"born,omitzero"`
	Died          *Life  `json:"died,omitzero"`
	Nationalities []Text `json:"nationalities,omitempty"`
	Professions   []Text `json:"professions,omitempty"`
	Fact
}

// Name is one more way in which a person is called.
type Name struct {
	Text   string `json:"text"`
	Lang   string `json:"lang,omitzero"`   // BCP 47
	Script string `json:"script,omitzero"` // ISO 15924
	Kind   string `json:"kind,omitzero"`   // native, alias
	Fact
}

// Life is a birth or a death.
type Life struct {
	Date  calendar.Date `json:"date,omitzero"`
	Place string        `json:"place,omitzero"`
	Fact
}

// Text is a fact that is only a word or two: a nationality, a profession.
type Text struct {
	Text  string        `json:"text"`
	Since calendar.Date `json:"since,omitzero"`
	Fact
}

// Status is how the person is now, as of a date.
type Status struct {
	Code StatusCode    `json:"code"`
	AsOf calendar.Date `json:"as_of,omitzero"` // when that was last known to be so
	Text string        `json:"text,omitzero"`
	Fact
}

// StatusCode is one of the statuses that a person can have.
type StatusCode string

// The statuses.
const (
	Detained      StatusCode = "detained"
	Imprisoned    StatusCode = "imprisoned"
	Incommunicado StatusCode = "incommunicado"
	HouseArrest   StatusCode = "house_arrest"
	Furlough      StatusCode = "furlough"
	Bail          StatusCode = "bail"
	Sentenced     StatusCode = "sentenced"
	Released      StatusCode = "released"
	Acquitted     StatusCode = "acquitted"
	Exile         StatusCode = "exile"
	Disappeared   StatusCode = "disappeared"
	Wanted        StatusCode = "wanted"
	Deceased      StatusCode = "deceased"
	Executed      StatusCode = "executed"
	UnknownStatus StatusCode = "unknown"
)

// Whereabouts is where the person is. When it is confidential, only PublicText
// may be shown.
type Whereabouts struct {
	Text       string        `json:"text,omitzero"`
	PublicText string        `json:"public_text,omitzero"` // what may be said of a confidential one
	AsOf       calendar.Date `json:"as_of,omitzero"`
	Fact
}

// Custody is one span of being held. A zero End means: no end on record.
type Custody struct {
	Kind  string        `json:"kind"` // prison, pretrial, house_arrest, incommunicado …
	Start calendar.Date `json:"start,omitzero"`
	End   calendar.Date `json:"end,omitzero"`
	Place string        `json:"place,omitzero"`
	Fact
}

// Charge is what somebody is accused or was convicted of.
type Charge struct {
	ID      string `json:"id"`
	Text    string `json:"text"`
	Law     string `json:"law,omitzero"` // the article it rests on
	Stage   string `json:"stage,omitzero"`
	Outcome string `json:"outcome,omitzero"` // free text: charges end in many ways
	Fact
}

// Proceeding is one step of a case: summons, arrest, trial, verdict, appeal …
type Proceeding struct {
	ID        string        `json:"id"`
	Kind      string        `json:"kind"` // summons, arrest, trial, verdict, appeal …
	Date      calendar.Date `json:"date,omitzero"`
	Announced calendar.Date `json:"announced,omitzero"` // day it became known
	Court     string        `json:"court,omitzero"`
	Text      string        `json:"text,omitzero"`
	Fact
}

// Sentence is one judgment with its penalties. Imposed, enforceable and served
// are three different things: see [Sentence.Enforceable].
type Sentence struct {
	ID         string         `json:"id"`
	Date       calendar.Date  `json:"date,omitzero"`      // day of the ruling
	Announced  calendar.Date  `json:"announced,omitzero"` // day it became known
	Court      string         `json:"court,omitzero"`
	Charges    []string       `json:"charges,omitempty"` // ids in Casefile.Charges
	Rule       Rule           `json:"rule,omitzero"`
	Stated     *calendar.Term `json:"enforceable,omitzero"`      // enforceable term that a source states
	StatedNote string         `json:"enforceable_note,omitzero"` // what the stated term rests on
	InAbsentia bool           `json:"in_absentia,omitzero"`
	Instance   string         `json:"instance,omitzero"`   // first_instance, appeal …
	SameAs     string         `json:"same_as,omitzero"`    // id of a probable duplicate
	Supersedes string         `json:"supersedes,omitzero"` // id of the sentence it replaced
	Outcome    Outcome        `json:"outcome,omitzero"`
	Penalties  []Penalty      `json:"penalties,omitempty"`
	Parts      []Part         `json:"parts,omitempty"`
	Fact
}

// Rule is how several penalties of one sentence combine.
type Rule string

// The rules. SeverestOnly is article 134 of Iran's Penal Code.
const (
	Cumulative   Rule = "cumulative"
	Concurrent   Rule = "concurrent"
	SeverestOnly Rule = "severest_only"
	StatedRule   Rule = "stated"
	UnknownRule  Rule = "unknown"
)

// Penalty is one punishment. State belongs to each penalty.
type Penalty struct {
	Kind         PenaltyKind    `json:"kind"`
	Regime       string         `json:"regime,omitzero"`       // of the prison
	Term         *calendar.Term `json:"term,omitzero"`         // nil: not published
	Count        *int           `json:"count,omitzero"`        // lashes; nil: not published, never zero
	Administered *int           `json:"administered,omitzero"` // lashes carried out
	Amount       *Amount        `json:"amount,omitzero"`       // nil: not published
	Currency     string         `json:"currency,omitzero"`     // ISO 4217
	Of           string         `json:"of,omitzero"`           // what is banned, confiscated; where to
	ForLife      bool           `json:"for_life,omitzero"`     // of a ban without an end
	Suspended    bool           `json:"suspended,omitzero"`    // imposed, but not to be enforced
	ReducedTo    *calendar.Term `json:"reduced_to,omitzero"`   // what it was later cut to
	Ends         calendar.Date  `json:"ends,omitzero"`         // end of term that a source states
	Outcome      Outcome        `json:"outcome,omitzero"`
	Fact
}

// PenaltyKind is a kind of punishment.
type PenaltyKind string

// The kinds.
const (
	Imprisonment     PenaltyKind = "imprisonment"
	LifeImprisonment PenaltyKind = "life_imprisonment"
	Death            PenaltyKind = "death"
	Flogging         PenaltyKind = "flogging"
	Fine             PenaltyKind = "fine"
	Costs            PenaltyKind = "costs"
	Confiscation     PenaltyKind = "confiscation"
	Ban              PenaltyKind = "ban"
	InternalExile    PenaltyKind = "internal_exile"
	HouseArrestTerm  PenaltyKind = "house_arrest"
	Labour           PenaltyKind = "labour"
	OtherPenalty     PenaltyKind = "other"
)

// Outcome is what became of a sentence or of one penalty.
type Outcome string

// The outcomes.
const (
	InForce        Outcome = "in_force"
	Upheld         Outcome = "upheld"
	BeingServed    Outcome = "being_served"
	Served         Outcome = "served"
	PartlyServed   Outcome = "partly_served"
	Unserved       Outcome = "unserved"
	Suspended      Outcome = "suspended"
	Interrupted    Outcome = "interrupted"
	UnderAppeal    Outcome = "under_appeal"
	Reduced        Outcome = "reduced"
	Overturned     Outcome = "overturned"
	Pardoned       Outcome = "pardoned"
	UnknownOutcome Outcome = "unknown"
)

// Part is the term that one charge contributed to a sentence.
type Part struct {
	Charge string         `json:"charge"`
	Term   *calendar.Term `json:"term,omitzero"`
	Fact
}

// Event is something that happened and is no step of the proceedings.
type Event struct {
	ID   string        `json:"id"`
	Kind string        `json:"kind"` // release, departure, statement, death …
	Date calendar.Date `json:"date,omitzero"`
	Text string        `json:"text"`
	Fact
}

// Work is what the person made or took part in.
type Work struct {
	Title         string   `json:"title"`
	OriginalTitle string   `json:"original_title,omitzero"`
	Also          []string `json:"also,omitempty"`
	Year          Year     `json:"year,omitzero"`
	Role          string   `json:"role,omitzero"`
	Fact
}

// Award is an honour given to the person or a work.
type Award struct {
	Name string `json:"name"`
	By   string `json:"by,omitzero"`
	Year Year   `json:"year,omitzero"`
	Work string `json:"work,omitzero"`
	Fact
}

// Related is somebody else who has a part in the case.
type Related struct {
	Name     string `json:"name"`
	Names    []Name `json:"names,omitempty"`
	Role     string `json:"role,omitzero"`
	Casefile string `json:"casefile,omitzero"` // slug of that person's own casefile
	Fact
}

// Remark holds rival values and what else a reader must know about a fact.
type Remark struct {
	About string `json:"about"` // such as: sentence s1
	Text  string `json:"text"`
	Fact
}

// Withheld says what was left out and why, without saying it.
type Withheld struct {
	What string `json:"what"`
	Why  string `json:"why"`
	Fact
}

// Source is where facts come from.
type Source struct {
	ID        string        `json:"id"`
	URL       string        `json:"url,omitzero"`
	Publisher string        `json:"publisher,omitzero"`
	Title     string        `json:"title,omitzero"`
	Published calendar.Date `json:"published,omitzero"`
	Kind      string        `json:"kind,omitzero"`   // news, ngo, official, agency-copy …
	Origin    string        `json:"origin,omitzero"` // the agency it copies: one confirmation
	Fact
}
