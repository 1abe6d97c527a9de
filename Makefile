# Two commands do everything on a fresh machine: `make grade` and `make test`. Each sets up what it needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= 2

.PHONY: help grade test oracles mutants attacks lab build bench clean
.DEFAULT_GOAL := help

help:
	@echo "make grade   make a class of submissions, grade it behind the sandbox, write feedback and report"
	@echo "make test    run every test"
	@echo "make lab     open the lessons in JupyterLab"
	@echo "make build   make lessons/ from solutions/"
	@echo "make oracles compare the engine with PyTorch (installs it)"
	@echo "make mutants hand planted mistakes to the checker, its rivals and the doctor; print who notices what"
	@echo "make attacks hand hostile submissions to the judge and to stock nbgrader; print what they gain"
	@echo "make bench   print the benchmarks' tables (installs the rivals)"

# $(call debian,PROGRAM,PACKAGE): see that PROGRAM is there; install PACKAGE where we may, else say what to do.
# Debian keeps PostgreSQL's programs off the PATH, in a folder for each version.
define debian
@PATH="$$PATH:$$(echo /usr/lib/postgresql/*/bin | tr ' ' :)" command -v $(1) >/dev/null 2>&1 || { \
  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
    echo "installing $(2)"; \
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(2) >/dev/null; \
  else \
    echo "$(1) is missing. Please install it, for instance: sudo apt install $(2)" >&2; \
  fi; }
endef

$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed. Try: make PYTHON=/path/to/python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Please install venv, for instance: sudo apt install python3-venv" >&2; exit 1; }
	@echo "installing the course into $(VENV) (about a minute, once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[lab,grader,dev]'
	@touch $@

$(VENV)/.rivals: $(VENV)/.installed
	@echo "installing the rivals (PyTorch)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[rivals]'
	@touch $@

grade: $(VENV)/.installed
	$(call debian,bwrap,bubblewrap)
	$(BIN)/grader demo --jobs $(JOBS)

test: $(VENV)/.installed
	$(call debian,bwrap,bubblewrap)
	$(call debian,chromium,chromium)
	$(call debian,postgres,postgresql)
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup

oracles: $(VENV)/.rivals
	$(BIN)/python -m pytest tests/oracles

mutants: $(VENV)/.installed
	$(BIN)/python -m tests.mutants.run

attacks: $(VENV)/.installed
	$(call debian,bwrap,bubblewrap)
	$(BIN)/python -m tests.attacks.run

lab: $(VENV)/.installed
	$(BIN)/course lab

build: $(VENV)/.installed
	$(BIN)/grader build --jobs $(JOBS)

bench: $(VENV)/.rivals
	@for file in tests/bench/bench_*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

clean:
	rm -rf $(VENV) demo-class .pytest_cache .mypy_cache .ruff_cache .hypothesis
