package simtest

import (
	"strings"
	"testing"

	"vigil/internal/discordsim"
)

func TestChecksRequestsAgainstTheDescription(t *testing.T) {
	t.Parallel()
	api, err := description()
	if err != nil {
		t.Fatal(err)
	}
	if api == nil {
		t.Skip("../shared/discord/openapi.json is not there")
	}
	for name, c := range map[string]struct {
		method, path, body, want string
	}{
		"good message":         {"POST", "/channels/1/messages", `{"content":"x","allowed_mentions":{"parse":[]},"nonce":"a","enforce_nonce":true}`, ""},
		"long message":         {"POST", "/channels/1/messages", `{"content":"` + strings.Repeat("x", 2001) + `"}`, "maxLength"},
		"good command":         {"PUT", "/applications/1/commands", `[{"name":"a","description":"b","default_member_permissions":"8192"}]`, ""},
		"command without name": {"PUT", "/applications/1/commands", `[{"description":"b"}]`, "name"},
		"callback of no type":  {"POST", "/interactions/1/token/callback", `{"type":99}`, "anyOf"},
		"no endpoint":          {"POST", "/channels/1/mesages", `{}`, "no such endpoint"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			errs := api.check(discordsim.Request{Method: c.method, Path: c.path, Body: []byte(c.body)})
			got := ""
			for _, err := range errs {
				got += err.Error()
			}
			if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
				t.Errorf("got %q, want %q in it", got, c.want)
			}
		})
	}
}
