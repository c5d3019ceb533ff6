package commands

import (
	"bytes"
	"errors"
	"testing"

	"vigil/store"
)

// What is public comes with the reply; everything comes by direct message only.
func TestExport(t *testing.T) {
	t.Parallel()
	b := setup(t, starter())
	r := b.request("en", nil)
	run := b.command(t, "curate casebook export").Run
	r.Access.Curates = 0
	if _, err := run(t.Context(), r); !errors.Is(err, store.ErrForbidden) {
		t.Errorf("a member: %v", err)
	}
	r.Access.Curates = b.server.Casebook
	reply, err := run(t.Context(), r)
	if err != nil || !reply.Private || reply.Direct != nil || len(reply.Files) != 1 || !bytes.Contains(reply.Files[0].Data, []byte("mohammad-rasoulof")) {
		t.Errorf("public: %v, private %v, %d files", err, reply.Private, len(reply.Files))
	}
	r.Options = map[string]string{"all": "true"}
	reply, err = run(t.Context(), r)
	if err != nil || !reply.Private || len(reply.Files) != 0 || reply.Direct == nil || len(reply.Direct.Files) != 1 {
		t.Errorf("all: %v, %+v", err, reply.Private)
	}
	if _, err := new(bounded).Write(make([]byte, longestExport+1)); !errors.Is(err, errFull) {
		t.Errorf("too large: %v", err)
	}
}
