# Every command of the project. Each one sets up what it needs.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test explore setup check bench lock messages

run: .venv/.run ## Load the sample registry if there is none, and open the portal
	$(BIN)/trialhead import sample/studies --unless-loaded
	$(BIN)/trialhead serve

test: .venv/.dev ## Every test; fetches Chromium when it is missing
	tools/ensure-chromium
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

explore: .venv/.dev ## Property tests with other examples at every run
	$(BIN)/python -m pytest -n 2 -m hypothesis --hypothesis-profile explore

setup: .venv/.dev ## Only the environment

check: .venv/.dev ## Format, lint, types, import rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/.dev ## Benchmarks against named peers; writes docs/benchmarks.md
	$(BIN)/python -m benchmarks

lock: .venv/.dev ## Write the hashed locks anew
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header pyproject.toml requirements/build.in -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --extra dev pyproject.toml requirements/build.in -o requirements/dev.txt

messages: .venv/.dev ## Collect texts for translation and compile them; needs gettext
	cd trialhead/portal && ../../$(BIN)/django-admin makemessages --settings trialhead.website.settings --all --no-location --no-obsolete --no-wrap
	cd trialhead/portal && ../../$(BIN)/django-admin compilemessages --settings trialhead.website.settings

.venv/.run: requirements/run.txt pyproject.toml
	tools/make-venv $(PYTHON) requirements/run.txt
	touch $@

.venv/.dev: requirements/dev.txt pyproject.toml
	tools/make-venv $(PYTHON) requirements/dev.txt
	touch $@ .venv/.run
