#!/usr/bin/env bash
# Writes the three locks anew from the ranges in pyproject.toml: every version with the hashes of
# all its files, for Linux and Windows and every Python from 3.11 on, and no index host inside.
# Needs uv, which is no part of the locks: `pip install uv` somewhere, or set UV=path/to/uv.
# Arguments go to uv, e.g. `tools/lock.sh --upgrade-package cryptography`.
set -euo pipefail
cd "$(dirname "$0")/.."

uv=${UV:-$(command -v uv || true)}
if [ -z "$uv" ] && [ -x .venv/bin/uv ]; then uv=.venv/bin/uv; fi
if [ -z "$uv" ]; then
    echo "tools/lock.sh: uv was not found. Install it, or name it in UV=." >&2
    exit 1
fi

compile() {
    "$uv" pip compile pyproject.toml --quiet --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-emit-find-links \
        --custom-compile-command "make lock" "$@"
}

compile --extra build --output-file requirements.lock "$@"
# The tools must agree with what runs: the first lock binds the second.
compile --extra build --extra dev --constraint requirements.lock \
    --output-file requirements-dev.lock "$@"
# What freezes the program for the installer holds exactly what runs.
compile --extra build --extra installer --constraint requirements.lock \
    --output-file requirements-installer.lock "$@"
