#!/usr/bin/env bash
# What `make test` holds, in the order of what is quickest to know. Every step runs even when
# one before it failed, so that one run tells everything; the exit code is 1 if any failed.
# With COUNT=1 in the environment it also counts the lines that ran, and holds the floors.
set -uo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
failed=()

step() { # step NAME COMMAND …
    local name=$1 started=$SECONDS
    shift
    echo "== $name"
    if "$@"; then
        echo "   $name: held ($((SECONDS - started)) s)"
    else
        echo "   $name: NOT held ($((SECONDS - started)) s)"
        failed+=("$name")
    fi
}

desktop() { # desktop PYTEST-OPTION …
    HYPOTHESIS_PROFILE=ci tools/with-desktop.sh $bin/python -m pytest -q --durations=10 "$@"
}

# What opens real windows waits most of its time: for a lock, a draft, a screen reader. It runs
# beside all the rest on a desktop of its own, one test at a time, because only one window of a
# desktop can be active; the rest is nice to it, so that it is waited for in seconds of a clock
# that others do not slow down. It is never counted: the floors are reached without it.
windows=$(mktemp)
set -m # a group of its own, so that it can be ended with all it started
desktop -m "xvfb and not bench and not faults" -p no:cacheprovider "$@" >"$windows" 2>&1 </dev/null &
beside=$!
set +m
trap 'kill -- -$beside 2>/dev/null; rm -f "$windows"' EXIT
renice -n 5 $$ >/dev/null

the_windows() {
    local status=0
    wait $beside || status=$?
    cat "$windows"
    return $status
}

# A worker for each core, two at least and four at most: each takes a gigabyte.
cores=$(nproc)
workers=$((cores < 2 ? 2 : cores > 4 ? 4 : cores))

# Counting lines takes minutes of its own, so it is done where a change lands (.ci/run, 0018).
count=()
[ -n "${COUNT:-}" ] && count=(--cov --cov-report=)

rm -f .coverage .coverage.*
step "ruff check" $bin/ruff check --quiet .
step "ruff format" $bin/ruff format --check --quiet .
step "mypy" $bin/mypy
step "import contracts" $bin/lint-imports --no-logo
step "tests" desktop -m "not bench and not faults and not xvfb" \
    -n "$workers" --dist loadgroup --max-worker-restart=0 "${count[@]}" "$@"
step "windows" the_windows
[ -n "${COUNT:-}" ] && step "floors" $bin/python tools/floors.py

if [ ${#failed[@]} -gt 0 ]; then
    printf 'Not held: %s\n' "${failed[@]}" >&2
    exit 1
fi
echo "All held in $SECONDS s."
