#!/bin/sh
# Starts the real program as a user would, without a screen, and looks at what it answers.
# Usage: [PYTHON=.venv/bin/python] tools/smoke.sh
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export QT_QPA_PLATFORM=offscreen XDG_CONFIG_HOME="$folder/config" XDG_DATA_HOME="$folder/data"

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

check_numbers() {
    "$python" main.py trace "$1" --out "$folder/norms.csv"
    columns=$("$python" -c 'from engine.files.columns import COLUMNS as c; print(*[i.name for i in c], sep=",")')
    [ "$(head -n 1 "$folder/norms.csv" | tr -d '\r')" = "$columns" ] || fail "norms.csv: wrong columns"
    [ "$(wc -l <"$folder/norms.csv")" -eq 12 ] || fail "norms.csv: not one row for each k = 10 ... 0"
}

check_statuses() {
    status=0
    "$python" main.py trace "$1" --fail-if "rho < 2" 2>"$folder/check" || status=$?
    [ "$status" -eq 3 ] || fail "A check that holds ended with status $status, not 3."
    status=0
    "$python" main.py trace "$folder" --out - 2>"$folder/refusal" || status=$?
    [ "$status" -eq 2 ] || fail "A folder as input ended with status $status, not 2."
}

check_window() {
    "$python" main.py "$1" 2>"$folder/complaints" &
    window=$!
    sleep 5
    kill "$window" || fail "The window did not stay open:" "$(cat "$folder/complaints")"
    status=0
    wait "$window" 2>/dev/null || status=$?
    [ "$status" -eq 143 ] || fail "The window ended with status $status on SIGTERM, not 143."
    # The offscreen platform says of itself what it cannot do.
    ! grep -v '^This plugin does not support' "$folder/complaints" >&2 || fail "The window complained."
}

echo '{"W": [[0.9, -0.4], [0.4, 0.9]], "steps": 10}' >"$folder/rotation.json"
"$python" main.py --version
[ -n "$("$python" main.py presets)" ] || fail "The gallery is empty."
check_numbers "$folder/rotation.json"
check_statuses "$folder/rotation.json"
check_window "$folder/rotation.json"
echo "The program starts, answers and stays open."
