# The only list of commands. On a fresh Debian or Ubuntu, `make demo` and `make test` do all
# the set-up by themselves.
.DEFAULT_GOAL := help
.PHONY: help setup demo test fix bench faults shots lock build

BIN := .venv/bin
DESKTOP := tools/with-desktop.sh
PYTEST := $(DESKTOP) $(BIN)/python -m pytest
OUT ?= demo-output/shots

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' Makefile

setup: ## install what is missing and make .venv (nothing to do: nothing said)
	@tools/setup.sh test

demo: ## a fictitious office in a window; without a display, pictures and a printed report
	@tools/setup.sh run
	@tools/demo.sh

test: setup ## every check and every test (COUNT=1: and the floors, how many lines the tests run)
	@COUNT=$(COUNT) tools/check.sh

fix: setup ## let ruff repair and format what it can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: setup ## how fast, as ratios to a bare window and to plain SQLite
	@$(PYTEST) tests/bench -m bench -s -p no:cacheprovider

faults: setup ## T01-T44 in one table (FULL=1 as often as the programme asks, HOURS=8, LINES="T07 T30")
	@$(DESKTOP) $(BIN)/python -m tests.faults.table $(if $(FULL),--full) $(if $(HOURS),--hours $(HOURS)) $(LINES)

shots: setup ## a picture of every page, into OUT=demo-output/shots
	@$(DESKTOP) env QT_QPA_PLATFORM=xcb $(BIN)/kvinnobyran shots --out $(OUT)

lock: setup ## write the locks anew from the ranges in pyproject.toml (needs uv)
	@tools/lock.sh

build: setup ## the installable package for Debian and Ubuntu, into dist/
	@installer/build.sh
