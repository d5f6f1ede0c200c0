#!/bin/sh
# Makes .venv and installs requirements/NAME.txt into it, with the system packages that takes.
# Usage: [PYTHON=python3.12] tools/setup.sh run|dev
set -eu
cd "$(dirname "$0")/.."

fail() {
    printf '%s\n' "" "$@" >&2
    exit 1
}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# Prints the interpreter asked for, or the newest of those that every package has wheels for.
choose_python() {
    for name in ${PYTHON:-python3.14 python3.13 python3.12 python3.11 python3}; do
        if new_enough "$name"; then
            echo "$name"
            return
        fi
    done
    fail "BPTT Lab needs Python 3.11 or newer; ${PYTHON:-python3} is" \
        "    $("${PYTHON:-python3}" --version 2>/dev/null || echo "not to be found")" \
        "Install a newer one, or name one: make run PYTHON=/path/to/python3.12"
}

# Prints the package that Debian and Ubuntu keep a part of the venv module in, if it is not there.
venv_package() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null ||
        "$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
}

venv_works() {
    new_enough .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1
}

make_venv() {
    python=$(choose_python)
    # shellcheck disable=SC2046  # one package or no word at all
    sh tools/system.sh $(venv_package "$python")
    echo "Setting up .venv with $("$python" --version)"
    "$python" -m venv --clear .venv || fail "No virtual environment could be made in .venv."
}

if venv_works; then
    sh tools/system.sh
else
    make_venv
fi
# The lock is complete, so pip needs to look for nothing else. Older versions of pip do so all the same
# (below 24 for a package that is asked for with extras) unless --no-deps is given.
.venv/bin/python -m pip install --disable-pip-version-check --no-deps --require-hashes \
    -r "requirements/$1.txt" || fail "pip could not install requirements/$1.txt; it says above why."
.venv/bin/python -m pip check --disable-pip-version-check ||
    fail "The packages in .venv do not fit together; pip says above which." \
        "'make clean' removes .venv; the next make command sets it up again."
touch ".venv/$1.stamp"
