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
# Two workers, each test file whole on one of them; what needs the display shares one worker,
# because only one window at a time can be active (tests/conftest.py).
HYPOTHESIS_PROFILE=ci step "tests" tools/with-desktop.sh $bin/python -m pytest -q -n 2 \
    --dist loadgroup -m "not bench and not faults" --durations=10 --cov --cov-report= "$@"
step "floors" $bin/python tools/floors.py

if [ ${#failed[@]} -gt 0 ]; then
    printf 'Not held: %s\n' "${failed[@]}" >&2
    exit 1
fi
echo "All held in $SECONDS s."
