package commands

import (
	"context"
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

// policyNumbers are the numbers of the policy, all of days.
func policyNumbers() []policyNumber {
	return []policyNumber{
		{"milestone", 1, 3650, func(p *store.Policy) *int { return &p.Milestone }},
		{"stale", 1, 3650, func(p *store.Policy) *int { return &p.Stale }},
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
	var days []card.Choice
	for _, day := range leapDays() {
		days = append(days, card.Choice{Label: s.l.T("setup.policy.leap_day." + day), Value: day, Chosen: p.LeapDay == day})
	}
	s.choose("setup.policy.leap_day", "leap_day", days...)
	s.buttons(s.button("setup.policy.button.numbers", card.Secondary, "do", "numbers"))
	return nil
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
