#!/bin/sh
# From a fresh Debian 12/13 or Ubuntu 24.04 (python3, python3-venv, make, git) to a running program, in one command.
#   bootstrap.sh run|test|lint|bench|package [arguments]
# What the system lacks is installed with apt (as root or through sudo); where that cannot be, the exact line
# to run is printed. NO_APT=1: never install system packages, only name them. PYTHON=...: the interpreter to use.
set -eu

cd "$(dirname "$0")/.."
root=$PWD
target=${1:?usage: bootstrap.sh run|test|lint|bench|package [arguments]}
shift

say() { printf '[setup] %s\n' "$*" >&2; }
die() { say "$@"; exit 1; }

case $target in
run | test | lint | bench | package) ;;
*) die "unknown target: $target" ;;
esac

# ---- 1. an interpreter that is new enough

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

python=${PYTHON:-}
if [ -z "$python" ]; then
    for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null && new_enough "$candidate"; then
            python=$candidate
            break
        fi
    done
fi
[ -n "$python" ] || die "Python 3.11 or newer is needed. On Debian 12 or newer, run as root:  apt-get install -y python3 python3-venv"
new_enough "$python" || die "$python is not a Python 3.11 or newer."

# ---- 2. system libraries and tools

lacking() { # not in a pipe: when the question fails, so does this
    list=$("$python" packaging/system_needs.py "$target") || die "packaging/system_needs.py failed."
    printf '%s' "$list" | tr '\n' ' '
}

missing=$(lacking)
if [ -n "$missing" ]; then
    line="apt-get update && apt-get install -y --no-install-recommends $missing"
    if [ -n "${NO_APT:-}" ] || ! command -v apt-get >/dev/null; then
        die "This machine lacks what these Debian packages hold (install them, or their equivalents): $missing"
    elif [ "$(id -u)" = 0 ]; then
        as_root=
    elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        as_root=sudo
    else
        say "Some system libraries are missing, and there is no way to become root from here. Run this once as root:"
        say "    $line"
        exit 1
    fi
    say "installing system packages: $missing"
    $as_root apt-get update -qq >&2 ||
        die "apt-get update failed. When it works again, run once as root:  $line"
    # shellcheck disable=SC2086 # one package a word
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends $missing </dev/null >/dev/null ||
        die "apt-get could not install them. Run once as root:  $line"
    missing=$(lacking)
    [ -z "$missing" ] || die "Still missing after the installation: $missing"
fi

# ---- 3. the environment, from the hashes of the lock; made again only when something it depends on changed

venv=.venv
in_venv=$venv/bin/python
pip() { $in_venv -m pip --disable-pip-version-check --no-input "$@"; }
fingerprint() { cat "$@" pyproject.toml | cksum | tr ' ' '-'; }

# Finished for this interpreter in this folder, or it is begun anew: an interrupted installation has half
# packages that pip takes for whole, an upgraded Python an empty site-packages, and a moved checkout
# scripts that point to where it was.
made_for=$venv/.made-for
here() { printf '%s %s' "$("$in_venv" -V 2>&1)" "$root"; }
if ! { new_enough $in_venv && [ "$(cat $made_for 2>/dev/null)" = "$(here)" ]; }; then
    say "creating $venv"
    "$python" -m venv --clear $venv
fi

stamp=$venv/.installed-dev
wanted=$(fingerprint requirements-dev.lock)
if [ "$target" = run ]; then
    if [ "$(cat $stamp 2>/dev/null)" != "$wanted" ]; then # the development environment has all that a run needs
        stamp=$venv/.installed-run
        wanted=$(fingerprint requirements.lock)
    fi
    lock=requirements.lock
else
    lock=requirements-dev.lock
fi
if [ "$(cat $stamp 2>/dev/null)" != "$wanted" ]; then
    say "installing the packages of $lock"
    rm -f $venv/.installed-* $made_for
    # The lock names everything. Left to resolve, an older pip (Debian 12's) takes a newer version than the
    # locked one for a requirement with an extra (coverage[toml]) and refuses it for want of a hash.
    pip install -q --require-hashes --no-deps -r $lock ||
        die "The packages of $lock could not be installed; what pip says is above. It needs the network (or a mirror, see pip's index-url and proxy settings) once. Run the same command again when it can be reached."
    if [ "$target" != run ]; then
        # the command workflow-builder, which the tests start; the build back end is in the lock
        pip install -q --no-deps --no-build-isolation -e .
    fi
    here >$made_for
    printf '%s\n' "$wanted" >$stamp
fi

# ---- 4. go

# Tests and checks never reach into the desktop, the keyring or the session of the person who runs them:
# what needs a display, a bus or a keyring starts its own.
alone() {
    own=$(mktemp -d)
    trap 'rm -rf "$own"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    env -u DISPLAY -u WAYLAND_DISPLAY -u DBUS_SESSION_BUS_ADDRESS -u PYTHON_KEYRING_BACKEND \
        XDG_RUNTIME_DIR="$own" QT_QPA_PLATFORM=offscreen PATH="$root/$venv/bin:$PATH" "$@"
}

lint() {
    for check in "ruff format --check ." "ruff check ." "mypy" "lint-imports --no-cache"; do
        say "$check"
        # shellcheck disable=SC2086 # a command line
        $check </dev/null || exit
    done
}

case $target in
run) exec $in_venv -m builder_app "$@" ;;
test) alone $in_venv -m pytest "$@" ;;
bench) alone $in_venv -m tests.bench "$@" ;;
package) alone $in_venv packaging/build.py "$@" ;;
lint) PATH="$root/$venv/bin:$PATH" lint ;;
esac
