"""T42: which files the package, its use and its removal leave on a machine.

Over the machine's own file system lies a layer that takes up every change (overlayfs, in a
mount namespace of its own), and everything happens on top of it: what the layer holds at last is
what was changed, and nothing of it reaches the machine.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.kit import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.faults]
HOME = "/home/prov"
SCRIPT = r"""
set -eu
room=$1 deb=$2
mount --make-rprivate /
mount -t tmpfs none "$room"
mkdir "$room/upper" "$room/work" "$room/top"
mount -t overlay none -o "lowerdir=/,upperdir=$room/upper,workdir=$room/work" "$room/top"
mount -t proc none "$room/top/proc"
mount --rbind /dev "$room/top/dev"
mount -t tmpfs none "$room/top/dev/shm"
mount -t tmpfs -o mode=1777 none "$room/top/tmp"
mount -t tmpfs none "$room/top/run"
cp "$deb" "$room/top/tmp/package.deb"
changed() { (cd "$room/upper" && find . \( -type f -o -type c -o -type l \) -printf "$1 /%P\n"); }
seen() { (cd "$room/top/$2" && find . -mindepth 1 -printf "$1 $2/%P\n"); }
inside() { chroot "$room/top" "$@"; }
inside dpkg --install tmp/package.deb >/dev/null
rm "$room/top/tmp/package.deb"
changed installed >"$room/told"
inside install -d -m 700 -o 12345 -g 12345 /home/prov /home/prov/ut
cat >"$room/top/tmp/use" <<'USE'
set -eu
cd "$HOME"
kvinnobyran --version
kvinnobyran demo --no-window --json --years 1 --data "$HOME/.local/share/kvinnobyran" >keys
key() { sed -n "s/.*\"$1\": \"\([^\"]*\)\".*/\1/p" keys; }
own() { key passphrase | kvinnobyran "$@" --user "$(key user)" --passphrase-stdin >/dev/null; }
own check --data "$HOME/.local/share/kvinnobyran"
own report --data "$HOME/.local/share/kvinnobyran" --period 2026-H1 --audience internal \
    --format pdf --out ut/rapport.pdf
own backup --data "$HOME/.local/share/kvinnobyran" --to ut
kvinnobyran shots --out ut/sidor >/dev/null
timeout --signal TERM 8 kvinnobyran || [ $? = 124 ]
rm keys
USE
chmod 755 "$room/top/tmp/use"
inside setpriv --reuid 12345 --regid 12345 --clear-groups env -i HOME=/home/prov \
    PATH=/usr/bin:/bin QT_QPA_PLATFORM=offscreen LANG=C.UTF-8 sh tmp/use
rm "$room/top/tmp/use"
changed used >>"$room/told"
for place in /tmp /run /dev/shm; do seen used $place >>"$room/told"; done
inside dpkg --purge kvinnobyran >/dev/null
changed removed >>"$room/told"
cat "$room/told"
"""
OF_PACKAGE = re.compile(
    r"/opt/kvinnobyran/|/usr/bin/kvinnobyran$|/usr/share/doc/kvinnobyran/"
    r"|/usr/share/applications/kvinnobyran\.desktop$"
    r"|/usr/share/icons/hicolor/scalable/apps/kvinnobyran\.svg$"
)
OF_SYSTEM = re.compile(
    # What dpkg and its triggers keep for any package.
    r"/var/lib/dpkg/|/var/log/(dpkg|alternatives)\.log$|/var/cache/(debconf|man|ldconfig)/"
    r"|/usr/share/applications/mimeinfo\.cache$|/usr/share/icons/hicolor/icon-theme\.cache$"
    r"|/etc/ld\.so\.cache$"
)
OF_USER = re.compile(
    rf"{HOME}/\.local/share/kvinnobyran/|{HOME}/\.config/kvinnobyran/window\.ini$"
    rf"|{HOME}/\.local/state/kvinnobyran/"
)
ASKED_FOR = re.compile(rf"{HOME}/ut/")
# Qt and fontconfig keep which fonts there are, for all programs.
OF_FONTS = re.compile(rf"{HOME}/\.cache/(fontconfig|qtshadercache[^/]*)/|/var/cache/fontconfig/")


def package() -> Path:
    """Return the newest package that `make build` made."""
    made = sorted((ROOT / "dist").glob("kvinnobyran_*.deb"), key=lambda path: path.stat().st_mtime)
    if not made:
        pytest.skip("no package in dist/: make build first")
    return made[-1]


def laid_over(folder: Path, deb: Path) -> list[tuple[str, str]]:
    """Install, use and remove the package; return which file was there at which stage."""
    if os.geteuid() or shutil.which("unshare") is None or shutil.which("dpkg") is None:
        pytest.skip("needs root, unshare and dpkg")
    able = ["unshare", "--mount", "sh", "-c", f"mount -t tmpfs none {folder}"]
    if subprocess.run(able, capture_output=True, check=False).returncode:
        pytest.skip("no right to lay a file system over this one")
    done = subprocess.run(
        ["unshare", "--mount", "--net", "bash", "-c", SCRIPT, "bash", str(folder), str(deb)],
        capture_output=True, text=True, check=False, timeout=3600, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    lines = (line.partition(" ") for line in done.stdout.splitlines())
    return [(stage, path) for stage, _, path in lines if stage in {"installed", "used", "removed"}]


def test_t42_only_documented_paths(tmp_path: Path, say: Callable[[str, str], None]):
    deb = package()
    room = tmp_path / "room"
    room.mkdir()
    found = laid_over(room, deb)
    allowed = {
        "installed": (OF_PACKAGE, OF_SYSTEM),
        "used": (OF_PACKAGE, OF_SYSTEM, OF_USER, ASKED_FOR, OF_FONTS),
        "removed": (OF_SYSTEM, OF_USER, ASKED_FOR, OF_FONTS),
    }
    counted = {stage: sum(each == stage for each, _ in found) for stage in allowed}
    odd = [
        (stage, path)
        for stage, path in found
        if not any(known.match(path) for known in allowed[stage])
    ]
    assert counted["installed"] > 100
    assert any(OF_USER.match(path) for _, path in found)
    assert odd == []
    figures = ", ".join(map(str, counted.values()))
    say("T42 files after installing, use and removal", f"{figures}; 0 at other places")
