"""The test of the house: rules that hold for every file, each said once with its reason.

What ruff, mypy and import-linter can hold is in pyproject.toml; here is the rest, above all
T27 of security.md: names that must never be called, because each of them would let a secret
or a record out.
"""

import ast
import functools
import hashlib
import importlib
import pkgutil
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

import kvinnobyran.domain
from kvinnobyran.domain.codes import Code

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "kvinnobyran"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
SOURCES: dict[str, ast.Module] = {}

# One worker reads every file once; at import every worker would, and most hold no test of these.
pytestmark = pytest.mark.xdist_group("house")


@pytest.fixture(scope="module", autouse=True)
def _read_sources() -> None:
    for path in sorted(PACKAGE.rglob("*.py")):
        SOURCES[path.relative_to(ROOT).as_posix()] = ast.parse(path.read_text())


def tracked() -> list[Path]:
    """Return every file that git keeps, or would keep at the next ``git add``."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return [ROOT / name for name in listing.split("\0") if name and (ROOT / name).is_file()]


@functools.cache
def nodes(tree: ast.AST) -> tuple[ast.AST, ...]:
    """Return every node of a file; walking anew for each rule would cost half a minute."""
    return tuple(ast.walk(tree))


def everywhere(kind: type[ast.AST]) -> Iterator[tuple[str, ast.AST]]:
    for name, tree in SOURCES.items():
        for node in nodes(tree):
            if isinstance(node, kind):
                yield name, node


def called(node: ast.AST) -> str:
    """Return the last name of what a call calls: ``executescript`` of ``a.b.executescript()``."""
    if not isinstance(node, ast.Call):
        return ""
    function = node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def place(name: str, node: ast.AST) -> str:
    return f"{name}:{getattr(node, 'lineno', 0)}"


# --- T27: calls that are never made ------------------------------------------------------

BOXES = ("getExistingDirectory", "getOpenFileName", "getOpenFileNames", "getSaveFileName")
NEVER_CALLED = {
    "executescript": "commits the open transaction: a failed migration could not roll back",
    "set_trace_callback": "prints every bound value",
    "get_keyring": "may choose a plaintext store: name the system's own backend",
    "NamedTemporaryFile": "plain text on the disk: keep it in memory",
    "TemporaryFile": "plain text on the disk: keep it in memory",
    "mkstemp": "plain text on the disk: keep it in memory",
    "mktemp": "plain text on the disk: keep it in memory",
    "print_exc": "an exception's text can hold a value: bugs.report",
    "format_exc": "an exception's text can hold a value: bugs.report",
    "format_exception": "an exception's text can hold a value: bugs.report",
    "openUrl": "the program opens no network connection, not even by proxy",
    "QSettings": "keeps plain text in the home folder (security.md section 7)",
    "enable_load_extension": "foreign code beside the keys",
    **dict.fromkeys(BOXES, "writes down where somebody looked: ui/kit/files.py"),
}
# file -> the names it may call after all, each with its reason beside it
ALLOWED = {
    # The window's size, the theme and the text size, and an enum that lets no fourth name in.
    "kvinnobyran/ui/window/preferences.py": frozenset({"QSettings"}),
    # Takes away what the boxes for files and folders remembered.
    "kvinnobyran/ui/kit/files.py": frozenset({"QSettings", *BOXES}),
}


@pytest.mark.parametrize("forbidden", NEVER_CALLED)
def test_t27_is_never_called(forbidden: str):
    found = [
        place(name, node)
        for name, node in everywhere(ast.Call)
        if called(node) == forbidden and forbidden not in ALLOWED.get(name, ())
    ]
    assert not found, f"{forbidden}: {NEVER_CALLED[forbidden]}"


def docstrings(tree: ast.AST) -> set[int]:
    """Return the ids of the constants that are docstrings: they may speak of what is banned."""
    return {
        id(node.body[0].value)
        for node in nodes(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        (r"sqlcipher_export", "loses user_version and application_id: VACUUM INTO or backup()"),
        (r"(?i)\bKEY\s*=?\s*(''|\"\")", "attaches a plaintext file"),
        (r"(?i)cipher_plaintext_header|cipher_hmac_pgno", "leaks the header, or corrupts (#613)"),
    ],
)
def test_t27_sql_that_is_never_said(pattern: str, reason: str):
    found = []
    for name, tree in SOURCES.items():
        skipped = docstrings(tree)
        found += [
            place(name, node)
            for node in nodes(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in skipped
            and re.search(pattern, node.value)
        ]
    found += [
        path.name
        for path in PACKAGE.rglob("*.sql")
        if re.search(pattern, re.sub(r"--.*", "", path.read_text()))
    ]
    assert not found, reason


ASKING = {"execute", "executemany", "all", "one", "value"}


def constant(node: ast.AST) -> bool:
    """Tell whether a part of a text is fixed: a literal, or a constant of the module."""
    if isinstance(node, ast.FormattedValue):
        node = node.value
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id.isupper())


def assembled(node: ast.AST) -> bool:
    """Tell whether a text is put together, from more than constants, where it is used."""
    if isinstance(node, ast.JoinedStr):
        return not all(constant(part) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
        return not (constant(node.left) and constant(node.right))
    return called(node) in {"format", "join", "replace"}


def test_t27_sql_is_a_literal_where_it_is_asked():
    found = [
        place(name, node)
        for name, node in everywhere(ast.Call)
        if isinstance(node, ast.Call)
        and called(node) in ASKING
        and "/store/" in name
        and any(assembled(argument) for argument in node.args[:2])
    ]
    assert not found, "SQL with a value in it can be injected and can be logged: bind the value"


def test_t27_no_log_repeats_an_exception():
    found = []
    for name, tree in SOURCES.items():
        caught = {
            handler.name
            for handler in nodes(tree)
            if isinstance(handler, ast.ExceptHandler) and handler.name
        }
        for node in nodes(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            owner = node.func.value
            if not (isinstance(owner, ast.Name) and owner.id in {"logger", "log", "logging"}):
                continue
            spoken = {n.id for part in node.args for n in ast.walk(part) if isinstance(n, ast.Name)}
            traced = any(word.arg == "exc_info" for word in node.keywords)
            if node.func.attr == "exception" or traced or spoken & caught:
                found.append(place(name, node))
    assert not found, 'int("19800101-1234") puts the number in its text: bugs.report'


def test_t27_a_window_title_is_a_constant():
    found = [
        place(name, node)
        for name, node in everywhere(ast.Call)
        if isinstance(node, ast.Call)
        and called(node) == "setWindowTitle"
        and not all(
            isinstance(a, ast.Constant) or (isinstance(a, ast.Name) and a.id.isupper())
            for a in node.args
        )
    ]
    assert not found, "every process and every screenshot can read a title (security.md 7)"


NETWORK = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib",
    "socket", "socketserver", "ssl", "telnetlib", "urllib", "urllib3", "webbrowser", "xmlrpc",
}  # fmt: skip
QT_NETWORK = {"QtNetwork", "QtWebSockets", "QtWebEngineCore", "QtWebEngineWidgets", "QtHttpServer"}


def imported(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node, node.module
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def test_t41_nothing_that_opens_a_connection_is_imported():
    found = [
        place(name, node)
        for name, tree in SOURCES.items()
        for node, module in imported(tree)
        if module.split(".")[0] in NETWORK or QT_NETWORK & set(module.split("."))
    ]
    assert not found, "the program opens no network connection, ever (security.md 0a.6)"


# --- who may know whom --------------------------------------------------------------------


def test_the_import_contracts_hold():
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stdout


def test_the_domain_imports_the_standard_library_and_itself():
    found = [
        f"{place(name, node)} {module}"
        for name, tree in SOURCES.items()
        if name.startswith("kvinnobyran/domain/")
        for node, module in imported(tree)
        if module.split(".")[0] not in sys.stdlib_module_names
        and not module.startswith("kvinnobyran.domain")
    ]
    assert not found


HEAVY = ("reportlab", "xlsxwriter", "pypdfium2", "keyring", "PIL", "secretstorage")


def test_the_windows_start_imports_nothing_heavy():
    code = f"import sys, kvinnobyran.app; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]", "each costs the lock page 30 to 200 ms"


# --- what every file owes its reader -------------------------------------------------------


def test_a_long_file_says_why():
    found = [
        f"{path.relative_to(ROOT)} ({len(lines)})"
        for path in tracked()
        if path.suffix in {".py", ".sql", ".sh"}
        and len(lines := path.read_text().splitlines()) > 500
        and not any("Long because" in line for line in lines[:20])
    ]
    assert not found, "500 lines need a reason: 'Long because …' near the top"


SILENCED = re.compile(
    r"#\s*(noqa|type:\s*ignore)(?P<code>[:\[][^#]*?)?(?P<reason>\s[-#–]\s*\S.*)?$"
)


def test_every_silenced_check_says_why():
    found = []
    for path in tracked():
        if path.suffix != ".py" or path == Path(__file__):
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            match = SILENCED.search(line)
            if match and not (match["code"] and match["reason"]):
                found.append(f"{path.relative_to(ROOT)}:{number}")
    assert not found, "write the code and the reason: # noqa: CODE - why"


def ours(name: str) -> bool:
    """Tell whether a public method's name is ours, and not one that Qt calls."""
    from PySide6 import QtCore, QtGui, QtWidgets

    called_by_qt = (
        QtCore.QAbstractItemModel,
        QtGui.QValidator,
        QtWidgets.QLayout,
        QtWidgets.QStyledItemDelegate,
        QtWidgets.QWidget,
    )
    known = any(hasattr(kind, name) for kind in called_by_qt)
    return name == name.lower() and not name.startswith("_") and not known


def test_public_methods_of_the_window_are_described():
    """Ruff's D102 for ui, where Qt's own names (paintEvent) are let through."""
    classes = {
        node.name: (name, node)
        for name, node in everywhere(ast.ClassDef)
        if name.startswith("kvinnobyran/ui/") and isinstance(node, ast.ClassDef)
    }

    def described(owner: ast.ClassDef, method: str) -> bool:
        own = [n for n in owner.body if isinstance(n, ast.FunctionDef) and n.name == method]
        if any(ast.get_docstring(node) for node in own):
            return True
        plain = [base.value if isinstance(base, ast.Subscript) else base for base in owner.bases]
        bases = [base.id for base in plain if isinstance(base, ast.Name)]
        return any(described(classes[base][1], method) for base in bases if base in classes)

    def is_setter(method: ast.FunctionDef) -> bool:
        return any(getattr(d, "attr", "") == "setter" for d in method.decorator_list)

    found = [
        f"{place(name, method)} {owner.name}.{method.name}"
        for name, owner in classes.values()
        if not owner.name.startswith("_")
        for method in owner.body
        if isinstance(method, ast.FunctionDef)
        and ours(method.name)
        and not described(owner, method.name)
        and not is_setter(method)
    ]
    assert not found


def halves(*pairs: str) -> str:
    """Join names that were written in halves, so that this file does not hold them itself."""
    return "|".join(re.escape(pair.replace("_", "")) for pair in pairs)


UNWELCOME: dict[str, str] = {
    "a path of somebody's machine": r"(?<![\w.}])/(" + halves("wo_rk", "tm_p", "ro_ot") + r")/",
    "a package host": halves("pypi._org", "python_hosted", "npm_js.", "deb._debian", "opt/_pypi"),
    "a tool that wrote it": r"(?i)\b("
    + halves("cla_ude", "anth_ropic", "chat_gpt", "open_ai", "co_pilot", "gem_ini")
    + r")\b",
}


@pytest.mark.parametrize("what", UNWELCOME)
def test_no_file_names(what: str):
    pattern = re.compile(UNWELCOME[what])
    found = []
    for path in tracked():
        content = path.read_bytes()
        # A dictionary knows every word, names of the zodiac and of people included.
        if b"\0" in content or "licences" in path.parts or path.suffix == ".dic":
            continue
        for number, line in enumerate(content.decode().splitlines(), 1):
            if pattern.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}")
    assert not found


# --- lists ------------------------------------------------------------------------------


def closed_lists() -> list[type[Code]]:
    for module in pkgutil.walk_packages(kvinnobyran.domain.__path__, "kvinnobyran.domain."):
        importlib.import_module(module.name)

    def below(parent: type[Code]) -> Iterator[type[Code]]:
        for child in parent.__subclasses__():
            yield child
            yield from below(child)

    return sorted(below(Code), key=lambda each: each.__name__)


@pytest.mark.parametrize("codes", closed_lists(), ids=lambda each: each.__name__)
def test_a_closed_list_has_labels_that_can_be_told_apart(codes: type[Code]):
    members = list(codes)
    labels = [member.label for member in members]
    assert members, "a list without members"
    assert len(set(labels)) == len(labels)
    for member in members:
        assert re.fullmatch(r"[a-z0-9_]+", member.value), "stored values are plain words"
        assert member.label.strip() == member.label != ""
        assert "_" not in member.label, "that is the stored value, not what counsellors say"


def test_a_released_migration_is_never_edited():
    """tools/freeze_migrations.py appends to the list when a version is released."""
    frozen = ROOT / "tests/store/migrations.sha256"
    folder = PACKAGE / "store/migrations"
    for line in frozen.read_text().splitlines():
        if line.startswith("#"):
            continue
        digest, name = line.split()
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        assert found == digest, f"{name} is out in offices: write a new migration instead"


def test_migrations_are_numbered_without_a_gap():
    numbers = sorted(int(p.name[:4]) for p in (PACKAGE / "store/migrations").glob("*.sql"))
    assert numbers == list(range(1, len(numbers) + 1))


# --- what we stand on ---------------------------------------------------------------------


def test_qt_is_older_than_the_release_that_aborts():
    """6.12.0 drops references to None below Python 3.12 (experience.md section 1)."""
    [pin] = [d for d in PYPROJECT["project"]["dependencies"] if d.startswith("PySide6")]
    assert pin.endswith("<6.12")
    assert tuple(map(int, version("PySide6-Essentials").split(".")[:2])) < (6, 12)


def test_every_dependency_is_weighed():
    weighed = (ROOT / "docs/dependencies.md").read_text().casefold()
    for requirement in PYPROJECT["project"]["dependencies"]:
        [name] = re.findall(r"^[\w.-]+", requirement)
        assert f"**{name.casefold()}**" in weighed


@pytest.mark.parametrize(
    "lock", ["requirements.lock", "requirements-dev.lock", "requirements-installer.lock"]
)
def test_the_locks_hold_hashes_and_no_host(lock: str):
    text = (ROOT / lock).read_text()
    pinned = re.findall(r"^[\w.-]+==.*$", text, flags=re.MULTILINE)
    assert pinned
    assert all(line.endswith("\\") for line in pinned), "every version carries its hashes"
    assert "://" not in text
    assert "pywin32-ctypes" in text, "keyring needs it on Windows"


def check_runs_first(rule: Callable[[], object]) -> bool:
    """Tell whether a rule fails, for the tests of the rules themselves."""
    try:
        rule()
    except AssertionError:
        return True
    return False


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("db.all(Row, f'SELECT {x}')", test_t27_sql_is_a_literal_where_it_is_asked),
        ("db.execute('SELECT ' + x)", test_t27_sql_is_a_literal_where_it_is_asked),
        ("db.value('SELECT {}'.format(x))", test_t27_sql_is_a_literal_where_it_is_asked),
        (
            "try: f()\nexcept E as e: logger.error('%s', e)",
            test_t27_no_log_repeats_an_exception,
        ),
        ("try: f()\nexcept E: logger.exception('x')", test_t27_no_log_repeats_an_exception),
        ("window.setWindowTitle(person.name)", test_t27_a_window_title_is_a_constant),
        (
            "from PySide6 import QtNetwork",
            test_t41_nothing_that_opens_a_connection_is_imported,
        ),
        ("import urllib.request", test_t41_nothing_that_opens_a_connection_is_imported),
    ],
)
def test_the_rules_see_what_they_forbid(code: str, rule: Callable[[], object], monkeypatch):
    monkeypatch.setitem(SOURCES, "kvinnobyran/store/invented.py", ast.parse(code))
    assert check_runs_first(rule)
