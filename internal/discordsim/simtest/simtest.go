// Package simtest starts an embedded Discord for a test and, where Discord's
// own description of its API lies beside the project, checks every request
// that is made to it, and every answer that it gives, against that.
package simtest

import (
	"sync"
	"testing"
	"time"

	"vigil/internal/discordsim"
)

// New starts an embedded Discord that is closed when the test ends. change, if
// given, alters its options first. A request that doesn't fit Discord's
// description of its API fails the test.
//
// Interactions may be acknowledged in 15 s instead of Discord's 3 s, since the
// machine that runs tests may be busy: a test of the deadline sets AckTimeout,
// or looks at [discordsim.Exchange.AckedAfter].
func New(t testing.TB, change ...func(*discordsim.Options)) *discordsim.Sim {
	t.Helper()
	o := discordsim.Options{AckTimeout: 15 * time.Second}
	for _, f := range change {
		f(&o)
	}
	api, err := description()
	switch {
	case err != nil:
		t.Fatal(err)
	case api == nil:
		t.Log("requests are not checked against Discord's description of its API: ../shared/discord/openapi.json is not there")
	default:
		o.Inspect = inspector(t, api, o.Inspect)
	}
	sim := discordsim.New(o)
	if err := sim.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(sim.Close)
	return sim
}

// inspector checks requests until the test is over.
func inspector(t testing.TB, api *openAPI, next func(discordsim.Request)) func(discordsim.Request) {
	var (
		mu   sync.Mutex
		over bool
		told = map[string]bool{} // each fault of an endpoint once
	)
	t.Cleanup(func() {
		mu.Lock()
		defer mu.Unlock()
		over = true
	})
	return func(r discordsim.Request) {
		if next != nil {
			next(r)
		}
		errs := api.check(r)
		mu.Lock()
		defer mu.Unlock()
		for _, err := range errs {
			if key := r.Route + err.Error(); !over && !told[key] {
				told[key] = true
				t.Errorf("%s %s: %v\n%s", r.Method, r.Path, err, r.Body)
			}
		}
	}
}
