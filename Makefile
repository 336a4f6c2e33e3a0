# make run: the dashboard on embedded data.  make test: everything set up, linted, typed and tested.
PYTHON ?= python3
PORT ?= 8501
BASE ?= HEAD
VENV := .venv
BIN := $(VENV)/bin
# Two processes that end together: tests/conftest.py says which tests stay side by side and which start.
TWO := -n 2 --dist loadscope --no-loadscope-reorder
# What was compiled is kept, also where the shell says otherwise: both processes and every server read it.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run demo test check quick look hooks bench fuzz audit kit clean

run: $(VENV)/.run
	@$(BIN)/python -m readiness serve --port $(PORT)

demo: $(VENV)/.run
	@$(BIN)/python -m readiness demo --port $(PORT)

test: $(VENV)/.dev
	@$(BIN)/python -m tests.support.install_browser
	@$(BIN)/python -m tests.support.install_postgres
	@$(BIN)/python -m tests.support.install_nginx
	@$(MAKE) --no-print-directory check

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/sqlfluff lint --disable-progress-bar queries
	$(BIN)/mypy
	$(BIN)/python -m readiness build-data --check
	$(BIN)/python -m deploy.parts --check
	$(BIN)/python -m deploy.audit
	$(BIN)/python -m pytest $(TWO)

quick: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest $(TWO) -m "not slow" -p tests.support.cpu

# A changed screen beside what it was: make look PAGE=roadmap LINK="slip=4" BASE=HEAD
look: $(VENV)/.dev
	@$(BIN)/python -m tests.support.look "$(PAGE)" "$(LINK)" --base $(BASE)

# make quick before each commit.
hooks: $(VENV)/.dev
	$(BIN)/pre-commit install

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks

audit: $(VENV)/.dev
	$(BIN)/python -m deploy.audit --must-answer $(if $(DATABASE),--database $(DATABASE))

# One signed archive for a network without a way out: make kit KEY=private.pem
kit: $(VENV)/.run
	@$(BIN)/python -m deploy.kit build $(if $(KEY),--key $(KEY))

fuzz: $(VENV)/.dev
	$(BIN)/python -W ignore -m tests.support.fuzz 600

clean:
	rm -rf $(VENV) artifacts .mypy_cache .pytest_cache .ruff_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Python 3.11 以上が必要です。PYTHON=python3.12 のように指定できます。"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	    { echo "仮想環境を作れません。Debian/Ubuntuでは apt install python3-venv が必要です。"; exit 1; }

$(VENV)/.run: requirements.txt constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@$(BIN)/python -m deploy.compressed
	@touch $@

$(VENV)/.dev: requirements-dev.txt constraints.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
