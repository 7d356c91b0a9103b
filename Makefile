# The two commands of the README are `make run` and `make test`; each needs nothing but python3, python3-venv, make and git.
#   make run ARGS='path/to/file.wfb'      make test ARGS='-k journal'
# ARGS goes through to the program or to pytest as it is written.

.PHONY: run test lint bench package lock

run:
	@sh packaging/bootstrap.sh run $(ARGS)

test:
	@sh packaging/bootstrap.sh test $(ARGS)

lint:
	@sh packaging/bootstrap.sh lint

bench:
	@sh packaging/bootstrap.sh bench $(ARGS)

package:
	@sh packaging/bootstrap.sh package $(ARGS)

# For maintainers, after a change to the dependencies in pyproject.toml; needs uv.
# The locks hold names, versions and hashes, never a registry's address: any index or mirror serves them.
lock:
	uv pip compile --universal --python-version 3.11 --no-header --generate-hashes --no-annotate --quiet pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --no-header --generate-hashes --no-annotate --quiet --group dev pyproject.toml -o requirements-dev.lock
	@! grep -nE '://|^-|--(extra-)?index-url|--find-links' requirements.lock requirements-dev.lock || { echo 'a lock file names a registry' >&2; exit 1; }
