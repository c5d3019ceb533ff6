# Everything here is a plain command that can be typed without make.
GOLANGCI = github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

.PHONY: help check test lint browser pictures demo bench fuzz soak

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

check: lint test browser ## all that must pass before a change is merged

test: ## every Go test, with the race detector, in random order
	go test -race -shuffle=on ./...

lint: ## gofmt, go vet and the linters of .golangci.yml
	@command -v golangci-lint >/dev/null || go install $(GOLANGCI)
	PATH="$$PATH:$$(go env GOPATH)/bin" golangci-lint run

browser: ## the demo's page in a real browser (needs node and chromium)
	npm --prefix test/browser ci
	npm --prefix test/browser test

pictures: ## take the README's pictures anew
	npm --prefix test/browser ci
	npm --prefix test/browser run pictures

demo: ## the bot against an embedded Discord, with a page to play on
	go run . demo

bench: ## every figure of docs/performance.md, on this machine
	go test -run '^$$' -bench 'AgainstPong|HeapKept|Import' -benchtime 1x -timeout 60m ./bot ./store
	go test -run '^$$' -bench 'WriteFact|Curated' -benchtime 2000x -timeout 60m ./store
	VIGIL_BENCH_CHANNELS=10000 go test -run '^$$' -bench Sender -benchtime 1x -timeout 60m ./bot
	go test -run '^$$' -bench Plan -benchtime 10x -timeout 60m ./jobs
	go test -run '^$$' -bench 'Ask$$' -benchtime 1x -timeout 60m ./internal/answer
	NAMES_MILLION=1 go test -run '^$$' -bench Index -benchtime 1x -timeout 60m ./internal/names
	go test -run '^$$' -bench 'Callback|PublicCasefile|Server|Reading|Upcoming|BenchmarkDay|BenchmarkCase$$' -timeout 60m ./bot ./store ./internal/card ./internal/occasion

fuzz: ## each fuzz test for a minute
	@go test -list '^Fuzz' ./... | awk '/^Fuzz/ {f[n++]=$$1} /^ok/ {for (i=0;i<n;i++) print $$2, f[i]; n=0}' | \
	while read pkg f; do go test -run '^$$' -fuzz "^$$f\$$" -fuzztime 1m $$pkg || exit 1; done

soak: ## the program killed at every point of a delivery, and ten minutes of random faults (VIGIL_SOAK_FOR, VIGIL_SOAK_SEED)
	VIGIL_SOAK=1 go test -run '^TestKilledAnywhere$$' -count=1 -timeout 60m .
	VIGIL_SOAK=1 go test -run '^TestSoak$$' -count=1 -v -timeout 24h .
