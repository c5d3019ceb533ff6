package bot

import (
	"errors"
	"fmt"

	"vigil/commands"
)

// route is where an interaction leads: a command, or one of its subcommands,
// and who may run it.
type route struct {
	path    string // as card.Then and commands.Request name it: "case", "curate sentence"
	command *commands.Command
	needs   commands.Role // said by the topmost command, for all below it
	server  bool          // makes no sense in direct messages
}

// routesOf finds every command that can be run, by its path.
func routesOf(all []commands.Command) (map[string]*route, error) {
	routes := make(map[string]*route, len(all))
	for i := range all {
		top := &all[i].Spec
		if err := addRoutes(routes, &all[i], route{path: top.Name, needs: top.Needs, server: top.Server || top.Needs > commands.Member}); err != nil {
			return nil, err
		}
	}
	return routes, nil
}

func addRoutes(routes map[string]*route, c *commands.Command, at route) error {
	if _, ok := routes[at.path]; ok {
		return fmt.Errorf("two commands are called /%s", at.path)
	}
	if len(c.Subs) == 0 {
		at.command = c
		routes[at.path] = &at
		return nil
	}
	if c.Run != nil || c.Suggest != nil {
		return fmt.Errorf("/%s: %w", at.path, errGroupRuns)
	}
	for i := range c.Subs {
		below := at
		below.path += " " + c.Subs[i].Spec.Name
		if err := addRoutes(routes, &c.Subs[i], below); err != nil {
			return err
		}
	}
	return nil
}

var errGroupRuns = errors.New("has subcommands, so nothing can run it")
