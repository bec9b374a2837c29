# Few verbs; each makes the environment that it needs. Only git, make and Python 3.11 are assumed.
PYTHON ?= python3
UV_VERSION := 0.13.9
TOOLS := .tools
UV := $(TOOLS)/bin/uv
READY := .venv/.keng-ready
export UV_PYTHON_DOWNLOADS := never
export PYTHONUTF8 := 1
# Every program here is started many times: compiled once, whatever the machine sets.
export PYTHONDONTWRITEBYTECODE :=
# Quick tests leave out what needs a browser, LibreOffice, Tesseract or hours.
QUICK := not browser and not libreoffice and not ocr and not soak

.PHONY: help demo run test postgres lint types audit docs guide bundle load soak setup clean

help:            ## show the verbs
	@grep -E '^[a-z]+: .*## ' $(MAKEFILE_LIST) | sed 's/: .*## /\t/'

setup: $(READY)  ## make the environment (.venv) from the lock file

demo: $(READY)   ## a working system with data; prints where to log in and as whom
	.venv/bin/keng demo $(if $(PORT),--port $(PORT))

run: $(READY)    ## serve the folder of KENG_DIR (default ./var)
	.venv/bin/keng serve

test: $(READY)   ## the suite on SQLite, without browser, server or root
	.venv/bin/python -m pytest -n auto -m "$(QUICK)"
	@echo "Left out here, run by .ci/run: tests marked browser, libreoffice and ocr, the suite on PostgreSQL. By make soak: soak."

postgres: $(READY)   ## the whole suite on a PostgreSQL of its own
	.venv/bin/python tools/with_postgres.py .venv/bin/python -m pytest -n auto -m "$(QUICK)"

lint: $(READY)   ## style, spelling, import contracts, packs, migrations
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports
	.venv/bin/yamllint --strict programmes
	.venv/bin/codespell src tests tools benchmarks docs README.md CHANGELOG.md CONTRIBUTING.md SECURITY.md
	.venv/bin/python manage.py check
	.venv/bin/python manage.py makemigrations --check --dry-run

types: $(READY)  ## mypy, strict; the scripts too where tsc is on the machine
	.venv/bin/mypy
	.venv/bin/python tools/check_scripts.py

audit: $(READY)  ## the libraries of the lock file against known advisories (asks osv.dev)
	.venv/bin/python tools/audit_parts.py --required

docs: $(READY)   ## write the generated reference pages anew
	.venv/bin/python tools/build_docs.py
	.venv/bin/python tools/build_proofreading.py

guide: $(READY)  ## take the pictures of the user guide anew (needs Chromium)
	KENG_GUIDE=1 .venv/bin/python -m pytest -m browser tests/browser/test_guide.py

bundle: $(READY) ## one archive that installs without any network (dist/)
	$(TOOLS)/bin/python tools/make_bundle.py

load: $(READY)   ## people who think, and the hour of the deadline, on a real server
	$(UV) sync --frozen --quiet --group load --python $(TOOLS)/bin/python
	.venv/bin/python benchmarks/load/run.py --people 200 --engine postgresql
	.venv/bin/python benchmarks/load/run.py --people 10 --engine sqlite
	.venv/bin/python benchmarks/load/run.py --deadline 3321 --people 16 --engine postgresql

soak: $(READY)   ## what takes long: load, fuzz, benchmarks at full size
	KENG_KILLS=$${KENG_KILLS:-500} .venv/bin/python -m pytest -m soak -s
	KENG_RESTORES=10 .venv/bin/python tools/with_postgres.py .venv/bin/python -m pytest -m soak -s \
	  tests/soak/test_kills.py -k restoration
	.venv/bin/python tools/with_postgres.py .venv/bin/python -m pytest -m soak -s \
	  tests/soak/test_twice_at_once.py tests/takeaway tests/upgrades
	KENG_ATTACKS=200 .venv/bin/python -m pytest -q tests/consolidation/test_attacked.py \
	  tests/web/test_small_totals_leave.py
	KENG_FUZZ=200 .venv/bin/python -m pytest -q tests/api/test_fuzzed.py
	KENG_FUZZ=200 .venv/bin/python tools/with_postgres.py .venv/bin/python -m pytest -q tests/api/test_fuzzed.py
	.venv/bin/python benchmarks/consolidation.py
	.venv/bin/python benchmarks/imports.py
	.venv/bin/python benchmarks/writers.py
	.venv/bin/python benchmarks/matrix.py
	.venv/bin/python benchmarks/screens.py
	.venv/bin/python benchmarks/registers.py
	.venv/bin/python benchmarks/plans.py
	.venv/bin/python benchmarks/scans.py
	.venv/bin/python benchmarks/papers.py

clean:           ## remove what the verbs made (never KENG_DIR)
	rm -rf .venv $(TOOLS) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] < (3, 11))' \
	  || { echo "Keng needs Python 3.11 or newer; PYTHON=/path/to/python3.11 make ..."; exit 2; }
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

$(READY): $(UV) pyproject.toml uv.lock
	$(UV) sync --frozen --quiet --compile-bytecode --python $(TOOLS)/bin/python
	@touch $@
