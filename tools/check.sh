#!/usr/bin/env bash
# What `make test` holds, in the order of what is quickest to know. Every step runs even when
# one before it failed, so that one run tells everything; the exit code is 1 if any failed.
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

rm -f .coverage .coverage.*
step "ruff check" $bin/ruff check --quiet .
step "ruff format" $bin/ruff format --check --quiet .
step "mypy" $bin/mypy
step "import contracts" $bin/lint-imports --no-logo
# Two workers, and then, alone, what opens real windows: only one of them can be active at a
# time, and a program that is typed into should not share its cores.
tests() { # tests MARKS OPTION …
    local marks=$1
    shift
    HYPOTHESIS_PROFILE=ci tools/with-desktop.sh $bin/python -m pytest -q -m "$marks" \
        --durations=10 --cov --cov-report= "$@"
}
step "tests" tests "not bench and not faults and not xvfb" -n 2 --dist loadgroup "$@"
step "windows" tests "xvfb and not bench and not faults" --cov-append "$@"
step "floors" $bin/python tools/floors.py

if [ ${#failed[@]} -gt 0 ]; then
    printf 'Not held: %s\n' "${failed[@]}" >&2
    exit 1
fi
echo "All held in $SECONDS s."
