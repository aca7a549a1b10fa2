# Everything that people and CI run. `make help` lists it.

PYTHON ?= python3
BIN := .venv/bin
STAMPS := .cache
WEB_SOURCES := $(shell find web/src web/public web/index.html web/vite.config.ts web/tsconfig.json -type f 2>/dev/null)
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" $(CURDIR)/$(BIN)/npm --prefix web
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help up demo test check fix lock bench-footprint bench-first-sound web dev chromium

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: $(STAMPS)/runtime web ## Start Segue (ARGS="--port 8001 --data DIR" for more)
	@exec $(BIN)/segue up $(ARGS)

demo: $(STAMPS)/runtime web ## Start Segue with a small catalog of music to try
	@exec $(BIN)/segue up --demo $(ARGS)

test: dev web chromium ## Run every test
	$(BIN)/pytest -n 2
	$(NPM) test

check: dev $(STAMPS)/web-packages ## Check format, types, layers, migrations and generated files
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/python -m tools.offline mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.offline python -m segue.config.manage makemigrations --check --dry-run
	$(BIN)/python tools/generate.py --check
	$(NPM) run check

fix: dev $(STAMPS)/web-packages ## Format the code and write generated files anew
	$(BIN)/ruff check --fix --exit-zero
	$(BIN)/ruff format
	$(BIN)/python tools/generate.py
	$(NPM) run fix

lock: $(STAMPS)/runtime ## Choose the newest packages that pyproject.toml allows, and write the locks
	$(PYTHON) requirements/compile.py

bench-footprint: $(STAMPS)/runtime ## Measure start time and memory from a clean clone
	@$(BIN)/python bench/footprint.py

bench-first-sound: dev web chromium ## Measure how soon an uploaded song can be heard
	@$(BIN)/python -m bench.first_sound

dev: $(STAMPS)/dev

web: web/dist/index.html

# An environment that was made for development stays one: dev.lock holds all of runtime.lock.
$(STAMPS)/runtime: requirements/runtime.lock requirements/bootstrap.lock requirements/install.py pyproject.toml
	@mkdir -p $(STAMPS)
	@$(PYTHON) requirements/install.py $$(test -f $(STAMPS)/dev && echo dev || echo runtime)
	@touch $@

$(STAMPS)/dev: requirements/dev.lock requirements/bootstrap.lock requirements/install.py pyproject.toml
	@mkdir -p $(STAMPS)
	@$(PYTHON) requirements/install.py dev
	@touch $(STAMPS)/runtime $@

$(STAMPS)/web-packages: web/package-lock.json web/package.json | $(STAMPS)/runtime
	@echo "Installing the web app's packages..." >&2
	@$(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

web/dist/index.html: $(WEB_SOURCES) $(STAMPS)/web-packages
	@echo "Building the web app..." >&2
	@$(NPM) run build --silent
	@touch $@

chromium:
	@if [ -n "$$CHROMIUM" ] || command -v chromium >/dev/null || command -v google-chrome >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; \
	else echo "segue: The tests need Chromium. Install it, or set CHROMIUM to its program." >&2; exit 1; fi
