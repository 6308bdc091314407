# Everything a person types. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEBIAN_FOR_TESTS := chromium fonts-noto-cjk postgresql

.PHONY: help run test quick lint format bench lock translations screenshots clean
.DEFAULT_GOAL := help

help: ## Say what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' | while IFS='|' read -r name words; do printf '  make %-14s %s\n' "$$name" "$$words"; done

run: export VOC_COMPANY ?= 禾木生活
run: $(VENV)/installed ## Start the platform on SQLite with the demonstration company
	@$(BIN)/voc db upgrade
	@$(BIN)/voc demo load
	@$(BIN)/voc demo addresses
	@$(BIN)/voc serve

test: $(VENV)/installed-test ## Install what the tests need, then run them all
	@sh deploy/debian.sh $(DEBIAN_FOR_TESTS)
	@$(BIN)/python -m pytest -n 2 --dist loadgroup -q $(TESTS)

quick: $(VENV)/installed-test ## The tests without browser and PostgreSQL, while one works
	@$(BIN)/python -m pytest -n 2 --dist loadgroup -q -m "not browser and not postgres" $(TESTS)

lint: $(VENV)/installed-test ## Format, lint (bandit's rules too), types, floors
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache | tail -n 8

format: $(VENV)/installed-test ## Let ruff format and mend
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: ## Choose versions anew and write them down
	@$(BIN)/uv pip compile -q --python-version 3.11 --no-header --generate-hashes setup.cfg -o deploy/requirements.txt
	@$(BIN)/uv pip compile -q --python-version 3.11 --no-header --generate-hashes --extra test setup.cfg -o deploy/requirements-test.txt

translations: BABEL := $(BIN)/python -m babel.messages.frontend -q
translations: $(VENV)/installed ## Gather Chinese texts, merge the English, compile
	@$(BABEL) extract -F deploy/babel.cfg -k _l --no-wrap --no-location --sort-output --omit-header -o $(VENV)/voc.pot .
	@$(BABEL) update --no-wrap --no-fuzzy-matching --ignore-obsolete --omit-header -i $(VENV)/voc.pot -d voc/translations
	@$(BABEL) compile -f -d voc/translations  # -f: without a header Babel takes the whole catalogue for fuzzy

screenshots: $(VENV)/installed-test ## Take the pictures that the README shows
	@$(BIN)/python -m pytest -q -p no:xdist tests/browser --screenshots docs/images

clean: ## Remove the virtual environment, the demonstration data and caches
	rm -rf $(VENV) var build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis test-results *.egg-info

$(VENV)/installed: deploy/requirements.txt setup.cfg pyproject.toml
	@sh deploy/environment.sh "$(PYTHON)" $(VENV) deploy/requirements.txt
	@touch $@

$(VENV)/installed-test: $(VENV)/installed deploy/requirements-test.txt
	@sh deploy/environment.sh "$(PYTHON)" $(VENV) deploy/requirements-test.txt
	@touch $@
