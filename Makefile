# Everything that people and CI run. `make help` lists it.

PYTHON ?= python3
BIN := .venv/bin
STAMPS := .cache
NGINX_PATH = $(CURDIR)/$(STAMPS)/nginx/usr/sbin:$(CURDIR)/$(STAMPS)/nginx/usr/bin:$(PATH):/usr/sbin
PROXY_PACKAGES = nginx wrk libluajit-5.1-2
WEB_SOURCES := $(shell find web/src web/public web/index.html web/vite.config.ts web/tsconfig.json -type f 2>/dev/null)
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" $(CURDIR)/$(BIN)/npm --prefix web
ARGS ?=
# Some machines forbid bytecode; each process would then compile all that it imports, for longer than it runs.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help up demo test check fix lock bench-footprint bench-first-sound bench-pipeline bench-scan bench-catalog \
  bench-delivery storm hostile matrix web dev chromium nginx

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: $(STAMPS)/runtime web ## Start Segue (ARGS="--port 8001 --data DIR" for more)
	@exec $(BIN)/segue up $(ARGS)

demo: $(STAMPS)/runtime web ## Start Segue with a small catalog of music to try
	@exec $(BIN)/segue up --demo $(ARGS)

# The storm has the machine for itself, so that its faults strike work and not one another.
test: dev web chromium nginx ## Run every test
	PATH="$(NGINX_PATH)" $(BIN)/pytest -n 2 --ignore tests/storm
	$(BIN)/pytest tests/storm
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

bench-pipeline: dev web ## Measure what the audio pipeline costs beside ffmpeg's encoders alone
	@$(BIN)/python -m bench.pipeline

bench-scan: dev ## Measure what importing 10,000 files costs beside reading their tags alone (FILES=10000 ROUNDS=5)
	@FILES=$(or $(FILES),10000) ROUNDS=$(or $(ROUNDS),5) $(BIN)/python -m bench.scan

bench-catalog: dev ## Measure pages of lists in a catalog of a million tracks beside one of ten thousand
	@$(BIN)/python -m bench.catalog

bench-delivery: dev web nginx ## Measure what sending audio costs beside raw nginx, and 500 listeners at once
	@PATH="$(NGINX_PATH)" $(BIN)/python -m bench.delivery

storm: dev web ## Kill parts at random while songs are uploaded, and count the damage (FAULTS=200 JOBS=600)
	@$(BIN)/python -m tests.storm --faults $(or $(FAULTS),200) --jobs $(or $(JOBS),600) --seed $(or $(SEED),1)

hostile: dev ## Try every odd file, 500 mutants and the attacks, and count the verdicts
	$(BIN)/pytest tests/hostile -n 2 -q --all-hostile

matrix: dev ## Try every operation as every kind of actor, and count the cells
	$(BIN)/pytest tests/matrix -n 2 -q

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

# Only programs are needed, so they are unpacked and never installed: installing would start a server.
nginx:
	@if PATH="$(NGINX_PATH)" && command -v nginx >/dev/null && command -v wrk >/dev/null; then :; \
	elif command -v apt-get >/dev/null; then \
	  mkdir -p $(STAMPS)/nginx && cd $(STAMPS)/nginx && \
	  { apt-get download -qq $(PROXY_PACKAGES) 2>/dev/null \
	    || { apt-get update -qq && apt-get download -qq $(PROXY_PACKAGES); }; } && \
	  for package in *.deb; do dpkg-deb -x $$package . && rm $$package; done; \
	else echo "segue: The tests need nginx. Install it, and wrk for the measurement." >&2; exit 1; fi

chromium:
	@if [ -n "$$CHROMIUM" ] || command -v chromium >/dev/null || command -v google-chrome >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; \
	else echo "segue: The tests need Chromium. Install it, or set CHROMIUM to its program." >&2; exit 1; fi
