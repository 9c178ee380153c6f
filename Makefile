# Everything a person needs: `make run` and `make test` set up what they need themselves.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
export PYTHONDONTWRITEBYTECODE :=  # compiled files are kept (.gitignore): the app and every command start sooner

.PHONY: help run test test-slow check bench peers quality docs screenshots clean

help:  ## Show what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(VENV)/.installed  ## Start Sitrep with the sample articles, at http://localhost:8501 (make run PORT=8600: another port)
	@echo "Sitrep: http://localhost:$(PORT)   (Ctrl+C ends it; make run PORT=8600 takes another port)"
	@$(BIN)/streamlit run app.py --server.port $(PORT)

test: $(VENV)/.installed-dev  ## Run all tests: Python, JavaScript, browser
	@$(BIN)/python tests/find_chromium.py
	@if command -v node >/dev/null; then node --test tests/javascript/*.test.mjs; \
	elif [ -n "$$SITREP_REQUIRE_NODE" ]; then echo "node is missing, and this run requires it." >&2; exit 1; \
	else echo "node is not installed: the JavaScript tests are skipped."; fi
	@$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder -m "not proof"

test-slow: $(VENV)/.installed-dev  ## Run the proofs that take minutes
	@$(BIN)/python tests/find_chromium.py
	@$(BIN)/python -m pytest -m proof

check: $(VENV)/.installed-dev  ## Lint, and compare docs with code
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/python -m pytest tests/docs tests/test_layers.py

bench: $(VENV)/.installed-dev  ## Measure, as ratios against the bare libraries
	@$(BIN)/python -m bench

quality: $(VENV)/.installed-dev  ## Measure the models on the evaluation data beside the project (minutes; PART=spans measures one part)
	@$(BIN)/python -m bench.quality $(PART)

peers: $(VENV)/.installed-dev  ## Import exports into Label Studio and doccano, and count there (installs both, minutes)
	@$(BIN)/python -m bench.peers

docs: $(VENV)/.installed-dev  ## Write the generated parts of the docs anew
	@$(BIN)/python docs/write_cli.py
	@$(BIN)/python docs/write_formats.py

screenshots: $(VENV)/.installed-dev  ## Take the pictures of README and docs anew
	@$(BIN)/python docs/take_pictures.py

clean:  ## Remove what was installed (never a database)
	rm -rf $(VENV) build *.egg-info .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path '*/node_modules/*' -prune -exec rm -rf {} +

$(VENV)/.installed: requirements.txt pyproject.toml
	@echo "Setting up (once, about a minute) …"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Sitrep needs Python 3.11 or newer; found " + sys.version.split()[0])'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt tests/axe/package-lock.json
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@if command -v npm >/dev/null; then npm ci --prefix tests/axe --silent --no-audit --no-fund; \
	elif [ -n "$$SITREP_REQUIRE_NODE" ]; then echo "npm is missing, and this run requires it." >&2; exit 1; \
	else echo "npm is not installed: the accessibility tests are skipped."; fi
	@touch $@
