#!/usr/bin/env bash
# Builds dist/kvinnobyran_VERSION_ARCH.deb: the program frozen by PyInstaller in one folder under
# /opt, with its licences, an entry in the menu, and nothing else. Then tries it: the frozen
# program makes a fictitious office, checks it and prints its report.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$PWD/build/installer
venv=$work/venv
for tool in dpkg-deb strip objdump; do
    command -v $tool >/dev/null || { echo "build: $tool is missing (apt install binutils dpkg)" >&2; exit 1; }
done

# 1. an environment that holds what runs and PyInstaller, nothing of the tests
fingerprint=$(sha256sum requirements-installer.lock | cut -d ' ' -f 1)
if [ "$(cat "$venv/.lock" 2>/dev/null)" != "$fingerprint" ]; then
    echo "build: making its environment"
    .venv/bin/python -m venv --clear "$venv"
    "$venv/bin/python" -m pip --quiet --disable-pip-version-check install --require-hashes \
        -r requirements-installer.lock
    echo "$fingerprint" >"$venv/.lock"
fi
rm -rf "$work/wheel"
"$venv/bin/python" -m pip --quiet --disable-pip-version-check wheel --no-build-isolation \
    --no-deps --wheel-dir "$work/wheel" .
"$venv/bin/python" -m pip --quiet --disable-pip-version-check install --no-deps \
    --force-reinstall "$work"/wheel/*.whl

# 2. freeze
echo "build: freezing"
PYTHONHASHSEED=1 "$venv/bin/python" -I -m PyInstaller --noconfirm --log-level ERROR --clean \
    --distpath "$work/frozen" --workpath "$work/pyinstaller" installer/kvinnobyran.spec
frozen=$work/frozen/kvinnobyran

# 3. try it where nothing of this clone can help
echo "build: trying the frozen program"
try=$(mktemp -d "${TMPDIR:-/tmp}/try.XXXXXX")
trap 'rm -rf "$try"' EXIT
(
    cd "$try"
    export HOME=$try QT_QPA_PLATFORM=offscreen
    unset PYTHONPATH VIRTUAL_ENV
    "$frozen/kvinnobyran" --version
    for beside in spelling pages; do "$frozen/kvinnobyran" aside $beside </dev/null; done
    "$frozen/kvinnobyran" demo --no-window --json --years 1 --data "$try/office" >keys
    key() { sed -n "s/.*\"$1\": \"\([^\"]*\)\".*/\1/p" keys; }
    key passphrase | "$frozen/kvinnobyran" check --data "$try/office" --user "$(key user)" \
        --passphrase-stdin >/dev/null
    for format in pdf xlsx json; do
        key passphrase | "$frozen/kvinnobyran" report --data "$try/office" --user "$(key user)" \
            --passphrase-stdin --period 2026-H1 --audience external --format $format \
            --out "report.$format"
    done
    "$frozen/kvinnobyran" shots --out pages >/dev/null
    [ "$(find pages -name '*.png' | wc -l)" -gt 3 ]
)

# 4. the package
version=$(.venv/bin/python -c 'import kvinnobyran; print(kvinnobyran.__version__)')
architecture=$(dpkg --print-architecture)
tree=$work/tree
rm -rf "$tree"
mkdir -p "$tree"/{DEBIAN,opt,usr/bin,usr/share/applications,usr/share/icons/hicolor/scalable/apps,usr/share/doc/kvinnobyran}
cp -r "$frozen" "$tree/opt/kvinnobyran"
ln -s /opt/kvinnobyran/kvinnobyran "$tree/usr/bin/kvinnobyran"
cp installer/kvinnobyran.desktop "$tree/usr/share/applications/"
cp installer/kvinnobyran.svg "$tree/usr/share/icons/hicolor/scalable/apps/"
cp CHANGELOG.md "$tree/usr/share/doc/kvinnobyran/"
cp -r docs/licences "$tree/usr/share/doc/kvinnobyran/licences"
cp resources/fonts/OFL.txt "$tree/usr/share/doc/kvinnobyran/licences/Inter-OFL.txt"
cp resources/icons/LICENSE.txt "$tree/usr/share/doc/kvinnobyran/licences/Tabler-Icons.txt"
cp resources/words/LICENSE.txt "$tree/usr/share/doc/kvinnobyran/licences/words.txt"
cp resources/spelling/LICENSE.txt "$tree/usr/share/doc/kvinnobyran/licences/hunspell-sv.txt"
cat >"$tree/DEBIAN/control" <<CONTROL
Package: kvinnobyran
Version: $version
Architecture: $architecture
Maintainer: Kvinnobyrån
Section: misc
Priority: optional
Installed-Size: $(du -sk "$tree" | cut -f 1)
Depends: libc6 (>= $(getconf GNU_LIBC_VERSION | cut -d ' ' -f 2)), libegl1, libgl1, libx11-6, libfontconfig1, libfreetype6,
 libglib2.0-0 | libglib2.0-0t64, libdbus-1-3, libxkbcommon0, libxkbcommon-x11-0, libx11-xcb1,
 libxcb1, libxcb-cursor0, libxcb-icccm4, libxcb-image0, libxcb-keysyms1, libxcb-randr0,
 libxcb-render0, libxcb-render-util0, libxcb-shape0, libxcb-shm0, libxcb-sync1, libxcb-util1,
 libxcb-xfixes0, libxcb-xkb1, libcups2 | libcups2t64
Description: Kvinnobyråns ärenderegister
 Krypterat, utan nät, på svenska. Registret ligger i användarens egen hemmapp och blir kvar
 när programmet avinstalleras.
CONTROL
find "$tree" -type d -exec chmod 755 {} +
find "$tree" -type f -exec chmod u+rw,go+r,go-w {} +
mkdir -p dist
deb=dist/kvinnobyran_${version}_$architecture.deb
dpkg-deb --root-owner-group -Zxz --build "$tree" "$deb" >/dev/null
echo "build: $deb, $(du -h "$deb" | cut -f 1); installed $(du -sh "$tree/opt" | cut -f 1)"
