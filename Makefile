# make           everything: environment, data, site
# make test      the tests, and what they need
PYTHON ?= python3
BIN := $(CURDIR)/.venv/bin
INSTALLED := .venv/.installed
ECOSYSTEM := .venv-ecosystem/.installed

export PATH := $(BIN):$(PATH)
# Compiled modules halve the time of every stage; some shells switch them off.
export PYTHONDONTWRITEBYTECODE :=
export PYTHONUTF8 := 1

# Where a package has no ready-made build for a Python, it is compiled; what the installer said stands above.
NO_COMPILER = { command -v cc >/dev/null || echo "There is no C compiler: if a package failed to build, install one (on Debian: apt install build-essential python3-dev), or take another Python (make PYTHON=python3.12)." >&2; exit 1; }

.PHONY: all data environment test proofs lint types reproducible bench score disclosure-audit faults mutation
.PHONY: mutation-code corruption fuzz ocr
.PHONY: peers picture clean site-audit ecosystem release dist
.DEFAULT_GOAL := all

all: data
	@python -m pipeline summary

data: environment
	@test -w . || { echo "This folder cannot be written to: copy it to one that can, and run make there." >&2; exit 1; }
	@# A copy of the files alone: DVC is told to do without git, in a file that git would ignore.
	@git rev-parse --git-dir >/dev/null 2>&1 || grep -q '^ *no_scm = true' .dvc/config .dvc/config.local 2>/dev/null || printf '[core]\n    no_scm = true\n' >> .dvc/config.local
	@echo "Running the pipeline"
	@# DVC follows the record of the database in place of the database, whose bytes are never the same twice.
	@test "$$(cat processed/foi.duckdb 2>/dev/null | wc -c)" -eq "$$(cat staging/database.size 2>/dev/null)" 2>/dev/null || rm -f staging/database.json
	@python -m pipeline.dvc_repro || { python -m pipeline.recovery && python -m pipeline.dvc_repro; }

environment: $(INSTALLED)

$(INSTALLED): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version.split()[0] + "; say which one: make PYTHON=python3.12")'
	@test -w . || { echo "This folder cannot be written to: copy it to one that can, and run make there." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing from requirements.lock into .venv"
	@# The lock pins the installer too: uv takes seconds where pip takes a minute.
	@awk '/^uv==/ {found = 1} found; found && !/\\$$/ {exit}' requirements.lock > .venv/uv.lock
	@python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement .venv/uv.lock
	@uv pip install --quiet --python $(BIN)/python --require-hashes --requirement requirements.lock || $(NO_COMPILER)
	@touch $@

# What reads scanned letters, too large for everybody
ocr: environment
	@uv pip install --quiet --python $(BIN)/python --require-hashes --requirement requirements-ocr.lock

# What make bench compares with
peers: environment
	@uv pip install --quiet --python $(BIN)/python --require-hashes --requirement requirements-peers.lock

# What others read the published data with, in an environment of its own: docs/standards.md
ecosystem: data $(ECOSYSTEM)
	@WRITE=$(WRITE) .venv-ecosystem/bin/python -m pytest -c tests/ecosystem/pytest.ini tests/ecosystem

$(ECOSYSTEM): requirements-ecosystem.lock $(INSTALLED)
	@test -x .venv-ecosystem/bin/python || uv venv --quiet --python $(BIN)/python .venv-ecosystem
	@echo "Installing from requirements-ecosystem.lock into .venv-ecosystem"
	@uv pip sync --quiet --python .venv-ecosystem/bin/python --require-hashes requirements-ecosystem.lock
	@touch $@

test: environment
	@python -m pytest --numprocesses auto -m "not long"

# What takes minutes: letters out of all measure, and a whole build stage by stage
proofs: environment
	@python -m pytest --numprocesses auto -m long

lint: environment
	@ruff check
	@ruff format --check

types: environment
	@mypy

reproducible: environment
	@python tests/reproducible.py

# A release: docs/releasing.md. Without VERSION: what changed since the last one, and the next number
release: environment
ifdef VERSION
	@python -m pipeline release $(VERSION) --check
	@python tests/reproducible.py
	@python -m pipeline release $(VERSION) $(if $(RELEASED),--released $(RELEASED))
else
	@python -m pipeline release
endif

# The files of a release from what is built, in dist/
dist: data
	@python -m pipeline dist

bench: environment peers
	@python tests/bench.py
	@python tests/bench_extract.py
	@python tests/bench_disclosure.py
	@PYTHONPATH=. python tests/bench_rules.py
	@PYTHONPATH=. python tests/bench_site.py

# The labelled letters of other authorities are not part of this repository: make score CORPUS=folder
CORPUS ?= $(firstword $(wildcard ../corpus ../*/corpus))
score: environment
	@python tests/score.py $(CORPUS)

# Which hidden figures the published package gives away: docs/disclosure.md
disclosure-audit: environment
	@python -m pipeline disclosure-audit

# Seconds of each kind: make faults SHORT=--short
faults: environment
	@PYTHONPATH=tests:. python -m faults $(SHORT)

# Some rules only: make mutation RULES="totals_equal_parts series_jump"
mutation: environment
	@PYTHONPATH=tests:. python -m mutation $(RULES)

# What is noticed of altered letters and tables; a few of each: make corruption SHORT=--short
corruption: environment
	@PYTHONPATH=tests:. python -m corruption $(SHORT)

# Some modules only: make mutation-code MODULES=pipeline/validate/rules.py
mutation-code: environment
	@PYTHONPATH=tests:. python -m mutation.code $(MODULES)

fuzz: environment
	@python tests/fuzz.py --seconds 20

# axe-core, html-validate and Lighthouse on the site as it is built; needs Chromium and Node: docs/site.md
site-audit: data
	@PYTHONPATH=tests:. python tests/site_audit.py

picture: environment
	@python docs/picture.py

clean:
	rm -rf staging .mypy_cache .ruff_cache .pytest_cache .hypothesis
