package commands

// casebookGroup is /curate casebook: a casebook as a whole, as a file. It is a
// group since Discord takes 25 subcommands at most.
func casebookGroup(d Deps, h *held) Command {
	return Command{Spec: Spec{Name: "casebook"}, Subs: []Command{importCasebook(d, h), exportCasebook(d)}}
}
