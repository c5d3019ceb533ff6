package commands

import "slices"

// curate is /curate: all that curators do, a subcommand each. What changes the
// record is shown before it is saved; whatever it answers is private.
func curate(d Deps) Command {
	return Command{
		Spec: Spec{Name: "curate", Needs: Curator, Server: true},
		Subs: slices.Concat(entering(d), keeping(d)),
	}
}

// entering are the subcommands that enter, correct and remove facts. With those
// of keeping Discord takes 25 at most.
func entering(d Deps) []Command {
	h := newHeld()
	all := []Command{newCasefile(d, h)}
	for _, kind := range kinds() {
		all = append(all, fact(d, h, kind, plainOptions(kind)...))
	}
	return append(all, remove(d, h))
}

// plainOptions are the fields of a kind that can be given as options, without
// a form.
func plainOptions(kind string) []Option {
	if kind != "status" {
		return nil
	}
	return []Option{
		{Name: "code", Kind: Words, Choices: statuses()},
		{Name: "as_of", Kind: Words, Max: 100},
		{Name: "text", Kind: Words, Max: 1000},
		{Name: "source", Kind: Words, Max: 1000},
	}
}

// keeping are the subcommands about casefiles as a whole.
func keeping(d Deps) []Command {
	h := newHeld()
	return []Command{
		publish(d),
		embargo(d, h),
		withdraw(d, h),
		show(d),
		review(d),
		history(d),
		undo(d, h),
		verify(d),
		stale(d),
		merge(d, h),
		casebookGroup(d, h),
	}
}
