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
func entering(Deps) []Command {
	return []Command{}
}

// keeping are the subcommands about casefiles as a whole.
func keeping(Deps) []Command {
	return []Command{}
}
