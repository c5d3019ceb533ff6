package commands

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"vigil/internal/card"
	"vigil/internal/locale"
	"vigil/store"
)

// policyStep settles how the casebook is kept and shown.
func policyStep() step {
	return step{name: "policy", settle: Deps.settlePolicy, show: Deps.showPolicy}
}

// policyNumber is a number of the policy with its bounds.
type policyNumber struct {
	name     string
	min, max int
	of       func(*store.Policy) *int
}

// policyNumbers are the numbers of the policy: of days, and of hours of lateness.
func policyNumbers() []policyNumber {
	return []policyNumber{
		{"milestone", 1, 3650, func(p *store.Policy) *int { return &p.Milestone }},
		{"stale", 1, 3650, func(p *store.Policy) *int { return &p.Stale }},
		{"late", 1, 168, func(p *store.Policy) *int {
			if p.Late == 0 {
				p.Late = int(p.Lateness().Hours())
			}
			return &p.Late
		}},
		{"keep_senders", 0, 365, func(p *store.Policy) *int { return &p.KeepSenders }},
	}
}

// leapDays are the days on which 29 February can be marked in common years.
func leapDays() []string { return []string{"28-february", "1-march"} }

func policyOptions() []Option {
	options := []Option{
		{Name: "second_approval", Kind: Yes},
		{Name: "leap_day", Kind: Words, Choices: leapDays()},
		{Name: "private_replies", Kind: Yes},
		{Name: "anniversaries", Kind: Words, Max: 200},
	}
	for _, n := range policyNumbers() {
		options = append(options, Option{Name: n.name, Kind: Number, Min: n.min, Max: n.max})
	}
	return options
}

// settlePolicy sets what the options say of it, and leaves the rest.
func (d Deps) settlePolicy(ctx context.Context, r Request) (done string, instead *Reply, err error) {
	if r.Text("do") == "numbers" && !r.Filled {
		return "", d.policyForm(r), nil
	}
	p := r.Server.Policy
	if v := r.Text("second_approval"); v != "" {
		p.SecondApproval = v == "true"
	}
	if v := r.Text("leap_day"); v != "" {
		p.LeapDay = v
	}
	if v, given := r.Options["anniversaries"]; given {
		if p.Unmarked, err = d.unmarked(v, r.Locale); err != nil {
			return "", nil, err
		}
	}
	for _, n := range policyNumbers() {
		typed := r.Text(n.name)
		if typed == "" {
			continue
		}
		v, err := strconv.Atoi(asciiDigits(typed))
		if err != nil || v < n.min || v > n.max {
			return "", nil, &Refused{r.Locale.T("setup.policy.number", locale.Text("field", r.Locale.T("setup.policy."+n.name)),
				locale.Name("typed", typedShown(typed)), locale.Count("min", n.min), locale.Count("max", n.max))}
		}
		*n.of(&p) = v
	}
	if p != r.Server.Policy {
		if err := d.Servers.SetPolicy(ctx, r.Server.ID, p, r.By()); err != nil {
			return "", nil, err
		}
		done = "setup.saved"
	}
	if v := r.Text("private_replies"); v != "" {
		if err := d.Servers.SetPrivate(ctx, r.Server.ID, v == "true", r.By()); err != nil {
			return "", nil, err
		}
		done = "setup.saved"
	}
	return done, nil, nil
}

// unmarked are the anniversaries that aren't among those named, as the policy
// names them. The error is a [*Refused].
func (d Deps) unmarked(typed string, l *locale.Locale) (string, error) {
	const none = "none"
	named := map[string]bool{}
	for _, word := range strings.FieldsFunc(typed, separates) {
		code, ok := d.worded(word, "anniversary.words.", append(store.Anniversaries(), allKinds, none))
		if !ok {
			return "", &Refused{l.T("setup.policy.anniversaries.unknown", locale.Name("typed", typedShown(word)))}
		}
		named[code] = true
	}
	return strings.Join(slices.DeleteFunc(store.Anniversaries(), func(code string) bool { return named[code] || named[allKinds] }), " "), nil
}

// asciiDigits is a number as it was typed, in digits that are reckoned with.
func asciiDigits(typed string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c >= '۰' && c <= '۹':
			return c - '۰' + '0'
		case c >= '٠' && c <= '٩':
			return c - '٠' + '0'
		}
		return c
	}, strings.TrimSpace(typed))
}

// policyForm asks for the numbers.
func (d Deps) policyForm(r Request) *Reply {
	s := newScreen(r, policyStep())
	var fields []Field
	p := r.Server.Policy
	for _, n := range policyNumbers() {
		fields = append(fields, Field{
			Name: n.name, Label: s.l.T("setup.policy." + n.name), Note: s.l.T("setup.policy." + n.name + ".note"),
			Value: strconv.Itoa(*n.of(&p)), Required: true, Max: 10,
		})
	}
	fields = append(fields, Field{
		Name: "leap_day", Label: s.l.T("setup.policy.leap_day"), Choices: leapChoices(p, s.l),
	})
	return s.ask("setup.policy.form", s.then("do", "numbers"), fields...)
}

func (d Deps) showPolicy(_ context.Context, r Request, s *screen) error {
	s.lines = append(s.lines, policyLines(r)...)
	p := r.Server.Policy
	for _, c := range []struct {
		option string
		on     bool
	}{{"second_approval", p.SecondApproval}, {"private_replies", r.Server.Private}} {
		s.choose("setup.policy."+c.option, c.option,
			card.Choice{Label: s.l.T("setup.policy." + c.option + ".yes"), Value: "true", Chosen: c.on},
			card.Choice{Label: s.l.T("setup.policy." + c.option + ".no"), Value: "false", Chosen: !c.on})
	}
	var marks []card.Choice
	for _, code := range store.Anniversaries() {
		marks = append(marks, card.Choice{Label: s.l.T("anniversary." + code), Value: code, Chosen: p.Marks(code)})
	}
	s.rows = append(s.rows, []card.Control{{
		Placeholder: s.l.T("setup.policy.anniversaries"), Into: "anniversaries", Choices: marks, Many: len(marks), None: true, Then: s.then(),
	}})
	s.buttons(s.button("setup.policy.button.numbers", card.Secondary, "do", "numbers"))
	return nil
}

// leapChoices are the days on which 29 February can be marked.
func leapChoices(p store.Policy, l *locale.Locale) (choices []card.Choice) {
	for _, day := range leapDays() {
		choices = append(choices, card.Choice{Label: l.T("setup.policy.leap_day." + day), Value: day, Chosen: p.LeapDay == day})
	}
	return choices
}

// policyLines say what the policy is.
func policyLines(r Request) []string {
	l, p := r.Locale, r.Server.Policy
	yes := func(option string, on bool) string {
		if on {
			return l.T("setup.policy." + option + ".yes")
		}
		return l.T("setup.policy." + option + ".no")
	}
	lines := []string{
		yes("second_approval", p.SecondApproval), yes("private_replies", r.Server.Private),
		l.T("setup.policy.leap_day." + p.LeapDay),
		marksSaid(p, l),
	}
	for _, n := range policyNumbers() {
		key := "setup.policy." + n.name + ".is"
		if *n.of(&p) == 0 {
			key = "setup.policy." + n.name + ".none"
		}
		lines = append(lines, l.T(key, locale.N(*n.of(&p))))
	}
	return lines
}

// marksSaid says which anniversaries are marked.
func marksSaid(p store.Policy, l *locale.Locale) string {
	var names []string
	for _, code := range store.Anniversaries() {
		if p.Marks(code) {
			names = append(names, l.T("anniversary."+code))
		}
	}
	if len(names) == 0 {
		return l.T("setup.policy.anniversaries.none")
	}
	return l.T("setup.policy.anniversaries.is", locale.Text("kinds", strings.Join(names, l.T("list.comma"))))
}
