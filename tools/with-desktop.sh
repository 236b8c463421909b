#!/usr/bin/env bash
# Runs a command on a desktop of its own: a private D-Bus session, a virtual display of
# 1366x768 with a window manager (without one no window is ever active), and a home folder
# that is thrown away. Nothing reaches the desktop, the keyring or the home of who runs it.
#   tools/with-desktop.sh COMMAND [ARGUMENT …]
set -euo pipefail

if [ "${KVINNOBYRAN_DESKTOP:-}" != inside ]; then
    home=$(mktemp -d "${TMPDIR:-/tmp}/desktop.XXXXXX")
    trap 'rm -rf "$home"' EXIT
    mkdir -m 700 "$home/run"
    export KVINNOBYRAN_DESKTOP=inside HOME="$home" XDG_RUNTIME_DIR="$home/run"
    unset WAYLAND_DISPLAY XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME XDG_STATE_HOME
    unset DBUS_SESSION_BUS_ADDRESS
    status=0
    # The bus daemon complains of limits it cannot raise; only what the command says is wanted.
    # shellcheck disable=SC2016 # the inner shell expands these
    dbus-run-session -- bash -c 'exec "$0" "$@" 2>&4 4>&-' "$0" "$@" 4>&2 2>/dev/null || status=$?
    exit $status
fi

screen=${KVINNOBYRAN_SCREEN:-1366x768x24}
# Xvfb chooses a free display by itself and writes its number when it is ready.
exec 3< <(exec Xvfb -displayfd 1 -screen 0 "$screen" -nolisten tcp -noreset 2>/dev/null </dev/null)
xvfb=$!
if ! read -r -t 30 number <&3; then
    echo "with-desktop: Xvfb did not start" >&2
    exit 1
fi
export DISPLAY=":$number"
openbox >/dev/null 2>&1 </dev/null 3<&- &
openbox=$!
trap 'kill $openbox $xvfb 2>/dev/null || true' EXIT

status=0
"$@" 3<&- || status=$?
exit $status
