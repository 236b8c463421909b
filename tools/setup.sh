#!/usr/bin/env bash
# Makes this clone able to run (setup.sh run) or to be tested (setup.sh test), and is silent
# when it already is. Three steps, each skipped when there is nothing to do:
#   1. Debian packages that Qt's window, the virtual display and the tests need (apt-get)
#   2. .venv on a Python of at least 3.11
#   3. the locked dependencies, every file checked against its hash, and the program itself
set -euo pipefail
cd "$(dirname "$0")/.."

purpose=${1:-run}
case $purpose in
    run) lock=requirements.lock ;;
    test) lock=requirements-dev.lock ;;
    *) echo "tools/setup.sh: say run or test, not '$purpose'." >&2; exit 2 ;;
esac

say() { echo "setup: $*"; }
fail() { echo "setup: $*" >&2; exit 1; }

# --- 1. Debian packages ------------------------------------------------------------------
# "a|b" = the same library under its name before and after Debian's 64-bit time change.
window="libegl1 libgl1 libx11-6 libfontconfig1 libfreetype6 libglib2.0-0|libglib2.0-0t64
    libdbus-1-3 libxkbcommon0 libzstd1 zlib1g libstdc++6
    libx11-xcb1 libxcb1 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0
    libxcb-randr0 libxcb-render0 libxcb-render-util0 libxcb-shape0 libxcb-shm0 libxcb-sync1
    libxcb-util1 libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0 libcups2|libcups2t64"
no_display="xvfb openbox"
tests="dbus dbus-x11 xdotool gnome-keyring libsecret-tools at-spi2-core python3-gi
    gir1.2-atspi-2.0 poppler-utils strace util-linux"

installed() { # is one of the names in "a|b" installed?
    local name
    for name in ${1//|/ }; do
        if [[ $packages == *";installed $name;"* ]]; then return 0; fi
    done
    return 1
}

missing() { # those of the arguments that are not installed
    local package
    for package in "$@"; do
        installed "$package" || echo "$package"
    done
}

offered() { # the first of the names in "a|b" that apt can install
    local name
    for name in ${1//|/ }; do
        if apt-cache show "$name" >/dev/null 2>&1; then echo "$name"; return 0; fi
    done
    echo "${1%%|*}"
}

updated=no
install_packages() { # installs all arguments, or ends with a sentence that names them
    [ $# -gt 0 ] || return 0
    local root=() names=() package
    if ! command -v apt-get >/dev/null; then
        fail "these Debian packages, or their like, are missing and apt-get is not here: $*"
    fi
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null ||
            fail "these packages are missing and neither root nor sudo is at hand: $*"
        say "sudo is needed once, to install: $*"
        root=(sudo)
    fi
    if [ $updated = no ]; then
        say "reading the list of packages (apt-get update)"
        "${root[@]}" apt-get update -qq </dev/null || say "apt-get update failed; going on with the list that is here"
        updated=yes
    fi
    for package in "$@"; do names+=("$(offered "$package")"); done
    say "installing ${names[*]}"
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
        --no-install-recommends -o DPkg::Lock::Timeout=300 "${names[@]}" </dev/null >/dev/null ||
        fail "apt-get could not install: ${names[*]}"
}

if command -v dpkg-query >/dev/null; then
    packages=$(dpkg-query -W -f ';${db:Status-Status} ${Package}' 2>/dev/null)';'
    wanted="$window"
    if [ "$purpose" = test ]; then
        wanted="$wanted $no_display $tests"
    elif [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
        wanted="$wanted $no_display"
    fi
    # shellcheck disable=SC2046,SC2086 # lists of words
    install_packages $(missing $wanted)
fi

# --- 2. a Python and .venv ---------------------------------------------------------------
new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    local name
    for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null && new_enough "$name"; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

if ! { [ -x .venv/bin/python ] && new_enough .venv/bin/python; }; then
    command -v python3 >/dev/null || install_packages python3 python3-venv
    if ! python=$(find_python); then
        say "no Python of 3.11 or later is here" # Ubuntu 22.04 has it beside its own 3.10
        install_packages python3.11 python3.11-venv
        python=$(find_python) ||
            fail "no Python of 3.11 or later was found. Name one: PYTHON=/path make setup"
    fi
    # Debian keeps ensurepip in a package of its own.
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        install_packages "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    fi
    say "making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv || fail "could not make .venv with $python"
fi

# --- 3. the locked dependencies and the program ------------------------------------------
fingerprint() { # of everything that decides what .venv should hold for a purpose
    cat "$1" pyproject.toml setup.py tools/setup.sh | sha256sum | cut -d ' ' -f 1
}
stamp=.venv/.kvinnobyran
have=$(cat "$stamp" 2>/dev/null || true)
if [ "$have" = "$(fingerprint "$lock")" ] || [ "$have" = "$(fingerprint requirements-dev.lock)" ]; then
    exit 0
fi
rm -f "$stamp"
pip() { .venv/bin/python -m pip --quiet --disable-pip-version-check --no-input "$@" </dev/null; }
say "installing the locked dependencies ($lock); the first time this takes a minute"
pip install --require-hashes -r "$lock" || fail "the dependencies could not be installed"
pip install --no-build-isolation --no-deps --editable . || fail "the program could not be installed into .venv"
fingerprint "$lock" >"$stamp"
say "ready"
