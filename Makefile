# Needs Python >= 3.11, pip and make. Everything else is fetched into this folder.
PYTHON ?= python3
UV := $(or $(shell command -v uv 2>/dev/null),.tools/bin/uv)
RUN := $(UV) run --frozen --no-sync
READY := .venv/.ready
SCREENS := src/jinlin/web/static/dist/manifest.json
TEMPLATES := $(shell find src/jinlin/web -name '*.html' -o -name '*.py' -path '*/web/*')
# One more than there are processors: some tests wait for what starts and stops.
TESTERS := $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)')
PYTEST := $(RUN) pytest -n $(TESTERS) --dist loadfile --no-loadscope-reorder
OFFLINE_DJANGO := DJANGO_SETTINGS_MODULE=jinlin.project.settings_test
export UV_PYTHON_DOWNLOADS := never
# Many processes are started, in tests by the hundred: uncompiled, each needs three times as long to begin.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test check bench proofs soak screens openapi clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(READY) $(SCREENS) ## start everything: database, demo city, web server, worker (ARGS="--port 8080")
	@$(RUN) jinlin up $(ARGS)

test: $(READY) $(SCREENS) ## the whole test suite on the bundled PostgreSQL, or on that of DATABASE_URL (ARGS="-k name")
	$(PYTEST) $(ARGS)

check: $(READY) ## ruff, mypy, import-linter, missing migrations, packs
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy src tests bench
	$(RUN) lint-imports
	$(OFFLINE_DJANGO) $(RUN) django-admin makemigrations --check --dry-run
	$(RUN) jinlin check

bench: $(READY) $(SCREENS) ## measure, as ratios in one run; results under bench/results/
	$(RUN) python -m bench $(ARGS)
	$(RUN) python -m bench.ledger
	$(RUN) python -m bench.payouts

proofs: $(READY) $(SCREENS) ## published figures that need a run at full volume; kept in volumes.json of the pack
	$(RUN) python -m bench.proofs

soak: $(READY) $(SCREENS) ## kill things in the middle of writes, again and again; try each law 500 times
	$(RUN) python -m bench.soak $(ARGS)
	JINLIN_EXAMPLES=500 $(PYTEST) -m hypothesis
	JINLIN_MUTANTS=all $(RUN) pytest -n 0 src/jinlin/packkit/tests/test_mutants.py
	$(RUN) python -m bench.soak_payouts
	JINLIN_FAILOVERS=50 $(RUN) pytest -n 0 -s tests/test_failover.py
	JINLIN_FULL_DISK=1 $(RUN) pytest -n 0 tests/test_full_disk.py
	JINLIN_DAYS=all $(RUN) pytest -n 0 tests/test_any_day.py

screens: $(SCREENS) ## build what the screens load, from npm by lock file

openapi: $(READY) ## write the OpenAPI snapshot anew
	$(OFFLINE_DJANGO) $(RUN) python -m jinlin.api.v1.snapshot > docs/reference/openapi.json

clean: ## remove what was fetched and cached; the data folder stays
	rm -rf .venv .tools frontend/node_modules src/jinlin/web/static/dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(READY): pyproject.toml uv.lock | $(UV)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Jinlin needs Python 3.11 or later")'
	$(UV) sync --frozen --quiet
	@touch $@

# The icons of the sprite are those that templates name, so it is built again when these change.
$(SCREENS): frontend/node_modules/.ready $(wildcard frontend/*.mjs frontend/src/*) $(TEMPLATES)
	$(RUN) npm run --silent --prefix frontend build

frontend/node_modules/.ready: frontend/package.json frontend/package-lock.json | $(READY)
	$(RUN) npm ci --prefix frontend --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# Some systems keep ensurepip apart; pip itself can then fill the folder.
.tools/bin/uv:
	@$(PYTHON) -m venv .tools 2>/dev/null || $(PYTHON) -m venv --clear --without-pip .tools
	$(PYTHON) -m pip --python .tools/bin/python --quiet --disable-pip-version-check install uv
