# "make" prints what there is to do. Everything works as root and as an ordinary user, with or without a terminal.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:

GO ?= go
TOOL := $(GO) tool -modfile=tools/go.mod
BIN := bin/dondoc
# What gin would carry along for kinds of bodies that nobody sends here.
TAGS := nomsgpack
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
# The version is stamped by us: reading it from git fails where the checkout belongs to somebody else.
export GOFLAGS := $(GOFLAGS) -buildvcs=false

# Packages that start goroutines or hold locks: those the race detector is worth its time for.
RACE = $(shell grep -rlE 'go func|\.Go.func|"sync"|"sync/atomic"' cmd internal --include='*.go' | xargs -n1 dirname | sort -u | sed 's|^|./|')
# Packages whose tests know the flag -update.
GOLDEN = $(shell grep -rl '"github.com/dondoc/dondoc/internal/testkit/golden"' cmd internal web --include='*_test.go' | xargs -n1 dirname | sort -u | sed 's|^|./|')
ASSETS := $(shell find web/src web/views -type f -not -name '*_test.go' 2>/dev/null) $(wildcard web/*.mjs web/*.json)

.PHONY: help
help: ## list the targets (this)
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):[^#]*## */\1\t/' | awk -F'\t' '{printf "  %-12s %s\n", $$1, $$2}'

# ---- running ----

.PHONY: run dev build assets demo migrate up down
run: build ## build everything and serve with demo data on 127.0.0.1:8080
	exec $(BIN) serve --demo

dev: build ## like run; styles and scripts are rebuilt on change (restart for Go and templ)
	@trap 'kill 0' EXIT; npm --prefix web run --silent watch & $(BIN) serve --demo

build: assets ## build bin/dondoc with its assets
	@mkdir -p bin
	$(GO) build -trimpath -tags "$(TAGS)" -ldflags "-X main.version=$(VERSION)" -o $(BIN) ./cmd/dondoc

assets: web/dist/manifest.json ## build styles and scripts (nothing to do when they are up to date)

# --include=dev: the bundler is a development dependency, whatever NODE_ENV says.
web/node_modules/.installed: web/package.json web/package-lock.json
	npm --prefix web ci --include=dev --no-audit --no-fund
	@touch $@

web/dist/manifest.json: web/node_modules/.installed $(ASSETS)
	npm --prefix web run --silent build
	@touch $@

demo: build ## load the demo data without serving
	$(BIN) demo

migrate: build ## bring the configured database up to date
	$(BIN) migrate

up: ## docker compose: PostgreSQL, the program, a mail catcher
	docker compose up --build --detach --wait

down: ## stop what "make up" started; the data stay
	docker compose down

# ---- testing ----

.PHONY: test test-short race e2e fuzz bench cover prepare
test: assets prepare ## run every test: rules, real PostgreSQL, pages, browser, office program
	@$(if $(wildcard web/src/*.test.mjs),npm --prefix web run --silent test,true)
	$(GO) vet ./...
	$(GO) test -count=1 -timeout 30m ./...

test-short: ## rules only: what needs a database, a browser or an office program is skipped
	SKIP_BROWSER=1 $(GO) test -short ./...

race: ## run the tests of all packages under the race detector
	SKIP_BROWSER=1 $(GO) test -race -count=1 ./...

e2e: assets prepare ## browser tests only
	$(GO) test -count=1 -v ./internal/testkit/browser ./internal/testkit/e2e ./web/views/ui

prepare: # Chromium and LibreOffice for the tests, or the words that say what to install
	@scripts/prepare-tests.sh

fuzz: ## fuzz each target for 20 seconds (FUZZTIME=5m for more)
	@scripts/fuzz.sh $(or $(FUZZTIME),20s)

bench: build ## measure what docs/performance.md tells; the large database is kept in BENCH_DIR (var/bench)
	$(GO) test -count=1 -v -tags bench -timeout 60m -run '^TestBench$$' ./internal/testkit/bench

cover: ## how much of the code the tests run; cover.html shows where
	$(GO) test -coverpkg=./internal/...,./cmd/... -coverprofile=cover.out ./...
	$(GO) tool cover -html=cover.out -o cover.html
	$(GO) tool cover -func=cover.out | tail -n 1

# ---- generated files ----

.PHONY: generate schema golden pictures permissions migration
generate: ## Go code of the templ components
	$(TOOL) templ generate -log-level error -path web/views

schema: ## migrate an empty database and write migrations/schema.sql
	$(GO) test -count=1 -run '^TestSchema$$' ./internal/foundation/database -update
	@git diff --stat -- migrations/schema.sql || true

golden: ## rewrite all golden files; look at the difference before committing it
	$(GO) test -count=1 $(GOLDEN) -update
	@git diff --stat || true

pictures: ## draw docs/pictures anew: the first page of every kind of Word paper (needs LibreOffice, poppler-utils)
	$(GO) test -count=1 -run '^TestEveryKindOfPaperHasItsPicture$$' ./internal/surface/docx -args -pictures

permissions: ## rewrite docs/permissions.md from the verdicts
	$(GO) test -count=1 ./internal/foundation/access -update
	@git diff --stat -- docs/permissions.md || true

migration: ## create the next numbered migration: make migration NAME=add_something
	@scripts/migration.sh "$(NAME)"

# ---- checking ----

.PHONY: check fmt fmt-diff lint vuln generated tidy types race-some
check: fmt-diff generated tidy types lint vuln race-some ## what CI runs after the tests: format, generated files, lint, vulnerabilities, races

fmt: ## format Go and templ files
	$(TOOL) golangci-lint fmt
	$(TOOL) templ fmt web/views

fmt-diff:
	$(TOOL) golangci-lint fmt --diff
	$(TOOL) templ fmt -fail web/views

lint: ## golangci-lint, with the reasons in .golangci.yml
	$(TOOL) golangci-lint run ./...

vuln: ## known vulnerabilities in what the program uses
	@scripts/vuln.sh

generated:
	@scripts/generated.sh
	$(GO) test -count=1 -run '^TestSchema$$' ./internal/foundation/database

tidy:
	$(GO) mod tidy -diff
	$(GO) -C tools mod tidy -diff

types: web/node_modules/.installed
	npm --prefix web run --silent check

race-some:
	SKIP_BROWSER=1 $(GO) test -race -count=1 $(RACE)

.PHONY: clean
clean: ## remove what was built; data in var/ stay
	rm -rf bin cover.out cover.html web/node_modules
	find web/dist -mindepth 1 -not -name .gitkeep -delete
