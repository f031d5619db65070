# The two commands of the README are `make demo` and `make test`; each does all of its own set-up.
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
export PYTHONDONTWRITEBYTECODE := 1

.PHONY: help setup setup-test demo serve test test-all check fix bench clean

help: ## Say what can be made
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Install what the program needs: Debian packages (as root), an environment, the locked packages
	@sh .ci/setup

setup-test: ## The same, and what only tests need: Neo4j and veraPDF by Maven
	@sh .ci/setup --test

demo: setup ## One invented case, from a folder of files to a sealed package that stock tools verify
	@$(PYTHON) -m examples.demo

serve: setup ## Open the demo's workspace in the browser (run `make demo` first)
	@$(PYTHON) -m examples.demo serve

check: ## Style, types, import layers, file length, words
	@sh .ci/check

fix: ## Mend what the formatter and the linter can mend by themselves
	@.venv/bin/ruff check --fix . && .venv/bin/ruff format .

test: setup-test check ## Everything that must hold, in less than 20 minutes
	@sh .ci/test

test-all: setup-test check ## The same and the slow sets
	@SVIEDKA_SLOW=1 sh .ci/test

bench: setup-test ## Measure what must be fast, each beside a peer, and print one table
	@$(PYTHON) -m bench

clean: ## Remove the environment and all caches; the demo's folder stays
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis dist build
