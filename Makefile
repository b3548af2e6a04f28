# `make` builds every publication, `make test` runs the tests; both set everything up first.
PYTHON ?= python3
VENV := .venv
SIZES ?= 100 1000
BIN := $(VENV)/bin

.PHONY: all cluster test lint bench report learn fonts messages pictures lock docs clean distclean help

all: $(VENV)/.ready
	$(BIN)/snakemake

# What `snakemake --profile profiles/slurm` and storage on S3 need.
cluster: $(VENV)/.ready-cluster

test: $(VENV)/.ready-test
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(VENV)/.ready-test
	$(BIN)/python -m pytest tests/test_quality.py

# docs/benchmarks.md explains the table.
bench: $(VENV)/.ready-test
	$(BIN)/python benchmarks/run.py shipped $(SIZES)
	-$(BIN)/python benchmarks/compare.py
	-$(BIN)/python benchmarks/coding.py

# After a build: how it ran, with every publication in one file.
report: $(VENV)/.ready
	$(BIN)/snakemake --report report.html

# Needs packages of its own, in an environment of its own, and some minutes.
learn: $(VENV)/.ready
	$(PYTHON) -m venv $(VENV)-learn
	$(VENV)-learn/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-learn.txt
	$(VENV)-learn/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	$(VENV)-learn/bin/python tools/learn.py

fonts: $(VENV)/.ready-test
	$(BIN)/python tools/webfonts.py

# After a build.
pictures: $(VENV)/.ready-test
	$(BIN)/python tools/pictures.py

messages: $(VENV)/.ready
	$(BIN)/python tools/messages.py

docs: $(VENV)/.ready-test
	$(BIN)/python tools/reference.py

# New pins: needs uv, which nothing else here does.
lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url -o requirements.txt
	uv pip compile pyproject.toml --extra cluster --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url -c requirements.txt -o requirements-cluster.txt
	uv pip compile pyproject.toml --extra test --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url -c requirements.txt -c requirements-cluster.txt -o requirements-test.txt
	uv pip compile pyproject.toml --extra learn --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url -c requirements.txt -o requirements-learn.txt

clean:
	rm -rf .build .snakemake notebooks-extracts/*/
	find outputs -mindepth 1 -maxdepth 1 ! -name README.md ! -name releases -exec rm -rf {} +

distclean: clean
	rm -rf $(VENV)

help:
	@echo "make        set up and build every publication into outputs/"
	@echo "make test   set up and run the tests"
	@echo "make cluster  set up what Slurm and S3 need"
	@echo "make bench  measure builds against the bare tools; SIZES='1000 10000' chooses numbers of documents"
	@echo "make report write report.html: how the build ran, and what it made"
	@echo "make clean  remove what was built"

$(VENV)/.ready: requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Say which one to use: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	$(BIN)/python -m compileall -q src  # a build starts the program some thirty times
	touch $@

$(VENV)/.ready-test: $(VENV)/.ready requirements-test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	touch $@

$(VENV)/.ready-cluster: $(VENV)/.ready requirements-cluster.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-cluster.txt
	touch $@
