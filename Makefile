# The two commands of the README are `make run` and `make test`; both install what is missing.
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
# Newer than requirements.txt when everything in it is installed.
STAMP := $(VENV)/.stamp-run
PYTHONS := $(or $(PYTHON),python3.11 python3.12 python3.13 python3.14 python3)

.DEFAULT_GOAL := help
.PHONY: help run test check golden mutate index format lock

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile

run: $(STAMP) index ## Start the web app; another port: make run PORT=8600
	@exec $(BIN)/python -m advisor run --port $(PORT)

test: check ## Run every check and every test
	@echo "== Search index of the tests (a minute or two the first time)"
	@ADVISOR_DATA=data/tests $(BIN)/python -m advisor index
	@echo "== Tests (ten minutes on two cores)"
	@exec $(BIN)/python -m pytest -n auto --dist loadfile

check: $(STAMP) ## Check style, types, import rules and the knowledge
	@echo "== Style"
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m ruff format --check .
	@echo "== Types (about a minute the first time)"
	@$(BIN)/python -m mypy
	@echo "== Who may import whom"
	@$(BIN)/lint-imports
	@echo "== Knowledge"
	@$(BIN)/python -m advisor check

mutate: $(STAMP) ## Break each rule in small ways: do its examples notice?
	@$(BIN)/python -m tests.mutation_run

golden: $(STAMP) ## Write the golden draft anew, to be read before it is committed
	@$(BIN)/python -m advisor plan knowledge/examples/talmora.yaml --format md --out $(VENV)/golden
	@mv $(VENV)/golden/roadmap.md tests/golden/talmora.md

index: $(STAMP) ## Build the search index, if the material changed
	@echo "== Search index (a minute or two when it has to be built)"
	@$(BIN)/python -m advisor index

format: $(STAMP) ## Format the code
	@$(BIN)/python -m ruff check --fix .
	@$(BIN)/python -m ruff format .

lock: ## Pin the packages of requirements.in anew (needs uv)
	@uv pip compile requirements.in --output-file requirements.txt --quiet --upgrade \
		--universal --python-version 3.11 --fork-strategy fewest --annotation-style line \
		--custom-compile-command "make lock"

$(BIN)/python:
	@python=; for candidate in $(PYTHONS); do \
		if "$$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' \
			2>/dev/null; then python="$$candidate"; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo "Python 3.11 to 3.14 is needed, and none of these is one: $(PYTHONS)." >&2; \
		echo "Install one, or name it: make run PYTHON=/path/to/python3.11" >&2; exit 1; \
	fi; \
	echo "== Environment in $(VENV), with $$("$$python" --version) (some seconds)"; \
	"$$python" -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python could not make an environment; Debian and Ubuntu need python3-venv." >&2; \
		exit 1; }

# torch first and alone: it is the one package with several builds. On Linux the usual index gives
# the CUDA build of several GB; TORCH_INDEX names another, for this package only.
$(STAMP): requirements.txt | $(BIN)/python
	@echo "== Packages, 1 of 2: torch (seconds to minutes: 190 MB for the CPU build)"
	@$(BIN)/python -m pip install --disable-pip-version-check \
		$(if $(TORCH_INDEX),--index-url "$(TORCH_INDEX)") \
		"$$(sed -n 's/^\(torch==[^ ;]*\).*/\1/p' requirements.txt)"
	@echo "== Packages, 2 of 2: all others (one to two minutes, 600 MB)"
	@$(BIN)/python -m pip install --disable-pip-version-check --requirement requirements.txt
	@touch $@
