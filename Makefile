# Two commands: `make demo` and `make test`; `make quick` before each commit. Nothing else is needed first but Python
# 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
COHORT ?= demo-secondary
READY := $(VENV)/ready
QUICK := $(BIN)/python -m pytest -m "not slow and not browser and not everything" --hypothesis-profile=quick --durations=15

.PHONY: demo quick test cover lint clean

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or later is needed; $(PYTHON) is older. Try: make demo PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[candidate,provider,site,dev]'
	@touch $@

# Build a cohort, let 30 made-up candidates answer it, grade them, write feedback and the report.
demo: $(READY)
	$(BIN)/npqml demo $(COHORT)

# What one runs before each commit: every test that is fast by itself, with fewer examples of each property. No browser,
# no whole grading run, no Pyodide.
quick: $(READY)
	@$(QUICK) tests/npqml_widgets > .quick-tests.log 2>&1 & widgets=$$!; \
	$(QUICK) tests/npqml tests/course tests/test_mirror.py; rest=$$?; \
	wait $$widgets; widgets=$$?; cat .quick-tests.log; exit $$((rest + widgets))

# The tests in a browser, and in its Python, wait most of the time: they run beside the others. With NPQML_ALL=1 also what takes long and
# rarely breaks: every moment of a kill, grading as a second user, the whole suite in Pyodide, every page of the site.
test: $(READY)
	@$(BIN)/python -m pytest --durations=15 tests/browser tests/pyodide > .browser-tests.log 2>&1 & browser=$$!; \
	$(BIN)/python -m pytest --durations=15 --ignore=tests/browser --ignore=tests/pyodide; rest=$$?; \
	wait $$browser; browser=$$?; cat .browser-tests.log; exit $$((rest + browser))

# Which lines the tests reach. Not part of `make test`: a check that is ended by its time limit while coverage holds its
# lock would wait for ever.
cover: $(READY)
	$(BIN)/python -m pytest --ignore=tests/browser --cov --deselect tests/npqml/grading/test_judge.py

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell

# Removes what was built. Never touches what candidates sent in, their marks, or the gradebook.
clean:
	find source release reports -mindepth 1 -not -name README.md -delete
