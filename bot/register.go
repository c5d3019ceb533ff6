package bot

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// registeredKeepName, with the application's id, names what is kept about the
// commands that were registered.
const registeredKeepName = "registered commands"

// registration is what is kept of the last time: what was declared, and the
// versions that Discord gave the commands, which change with any change there.
type registration struct {
	Hash     string            `json:"hash"`
	Versions map[string]string `json:"versions"` // by name
}

// register tells Discord the commands, where they are not as they were last
// declared. It tries until it is done or the bot stops.
func (b *Bot) register(ctx context.Context, app string) {
	retry := backoff{}
	for {
		changed, err := b.registerOnce(ctx, app)
		if err == nil {
			if changed {
				b.log.Info("commands registered", "count", len(b.config.Commands))
			}
			return
		}
		var final *Fatal
		if ctx.Err() != nil || errors.As(err, &final) { // the connection will say so too
			return
		}
		wait := retry.next()
		b.log.Warn("could not register the commands; trying again", "why", err, "again_in", wait.Round(time.Second).String())
		if pause(ctx, b.timers, wait) != nil {
			return
		}
	}
}

func (b *Bot) registerOnce(ctx context.Context, app string) (changed bool, err error) {
	wanted, err := declarations(b.config.Commands, b.config.Words)
	if err != nil {
		return false, err
	}
	data, err := json.Marshal(wanted)
	if err != nil {
		return false, err
	}
	hash := fmt.Sprintf("%x", sha256.Sum256(data))
	path := "/applications/" + app + "/commands"
	name := registeredKeepName + " " + app

	var last registration
	kept, err := b.config.Keeper.Kept(ctx, name)
	if err != nil {
		return false, err
	}
	if len(kept) > 0 && json.Unmarshal(kept, &last) == nil && last.Hash == hash {
		var there []registeredCommand
		if err := b.api.do(ctx, http.MethodGet, path, nil, &there); err != nil {
			return false, err
		}
		if sameVersions(last.Versions, there) {
			return false, nil
		}
	}
	var there []registeredCommand
	if err := b.api.do(ctx, http.MethodPut, path, wanted, &there); err != nil {
		return false, err
	}
	last = registration{Hash: hash, Versions: make(map[string]string, len(there))}
	for _, c := range there {
		last.Versions[c.Name] = c.Version
	}
	data, err = json.Marshal(last)
	if err != nil {
		return false, err
	}
	return true, b.config.Keeper.Keep(ctx, name, data)
}

// registeredCommand is what matters of a command that Discord has.
type registeredCommand struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

func sameVersions(kept map[string]string, there []registeredCommand) bool {
	if len(kept) != len(there) {
		return false
	}
	for _, c := range there {
		if v, ok := kept[c.Name]; !ok || v != c.Version {
			return false
		}
	}
	return true
}
