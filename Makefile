# Commands for development; `make` alone lists them. .venv is created and renewed as needed.

VENV := .venv
PY := $(VENV)/bin/python
RUN := $(VENV)/run.stamp
DEV := $(VENV)/dev.stamp
COMPILE := $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock" $(LOCKFLAGS)
NUMERICAL := $(addprefix tests/,$(addprefix engine/,cells experiment chain bptt studies gallery) \
	$(addprefix gui/,panels plots widgets))

.PHONY: help run quick test kernels soak check bench smoke lock clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-6s %s\n", $$1, $$2 }' Makefile

run: $(RUN) ## open the window; FILE=path opens that file, PYTHON=path chooses the interpreter
	@$(PY) main.py $(if $(FILE),"$(FILE)")

quick: $(DEV) ## run all but the slow tests, in a few minutes and without coverage
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q -m "not slow and not soak"

test: $(DEV) ## run all tests, report their coverage, and ask for 95 % of the engine
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest --cov --cov-report=term
	@$(PY) -m coverage report --include="engine/*" --format=total --fail-under=95 >/dev/null \
		|| { echo "The tests cover less than 95 % of the engine." >&2; exit 1; }
	@$(PY) -c "import importlib.util as i, sys; sys.exit(not i.find_spec('torch'))" || echo "PyTorch is not \
	installed, so the tests against it were skipped. To add it: $(PY) -m pip install torch==2.13.0"

kernels: $(DEV) ## numerical and wording tests under each kernel of OpenBLAS; KERNELS=Haswell,Zen chooses
	@QT_QPA_PLATFORM=offscreen $(PY) -m tools.kernels $(if $(KERNELS),--kernels $(KERNELS)) \
		$(if $(THREADS),--threads $(THREADS)) -q -m "not slow and not soak" $(NUMERICAL)

soak: $(DEV) ## run the soak tests: thousands of kills, damaged files and random clicks
	@SOAK=1 QT_QPA_PLATFORM=offscreen $(PY) -m pytest -m soak --durations=20

check: $(DEV) ## lint, formatting, types and the direction of imports
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(PY) $(VENV)/bin/lint-imports

bench: $(DEV) ## time the norm curve against its own matrix products, as ratios, the window and estimates
	@$(PY) -m tests.benchmarks
	@$(PY) -m tests.benchmarks.window
	@OPENBLAS_NUM_THREADS=1 $(PY) -m tests.benchmarks.estimates

smoke: $(RUN) ## start the real program a few times, as a user would
	@PYTHON=$(PY) sh tools/smoke.sh

lock: $(DEV) ## pin every package again; LOCKFLAGS=--upgrade takes newer ones
	@$(PY) -m pip install --quiet --disable-pip-version-check "uv>=0.9,<1"
	@$(COMPILE) pyproject.toml --output-file requirements/run.txt
	@$(COMPILE) pyproject.toml --extra dev --constraint requirements/run.txt \
		--output-file requirements/dev.txt

clean: ## remove .venv, caches and other generated files
	@rm -rf $(VENV) .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache \
		.benchmarks
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/%.stamp: requirements/%.txt $(PY)
	@sh tools/setup.sh $*

# No recipe: without an interpreter, also behind a link, the stamps above are made again.
$(PY):
