# make run ARGS=flow.wfb        start the program
# make test ARGS='-k journal'   run every test, or what the arguments to pytest choose
# make lint                     format, lint, types, imports
# make bench                    the cold start, beside a bare window
# make package                  the frozen program and the .deb, into dist/
# Each needs nothing but python3, python3-venv, make and git; ARGS goes through as it is written.

.PHONY: help run test lint bench package lock

help:
	@sed -n 's/^# //p;/^$$/q' Makefile

run test bench package:
	@sh packaging/bootstrap.sh $@ $(ARGS)

lint:
	@sh packaging/bootstrap.sh lint

# For maintainers, after a change to the dependencies in pyproject.toml; needs uv.
# The locks hold names, versions and hashes, never a registry's address: any index or mirror serves them.
lock:
	uv pip compile --universal --python-version 3.11 --no-header --generate-hashes --no-annotate --quiet pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --no-header --generate-hashes --no-annotate --quiet --group dev pyproject.toml -o requirements-dev.lock
	@! grep -nE '://|^-|--(extra-)?index-url|--find-links' requirements.lock requirements-dev.lock || { echo 'a lock file names a registry' >&2; exit 1; }
