import pytest

from kvinnobyran.store.database import Database
from kvinnobyran.ui.kit.worker import InlineWorker
from kvinnobyran.vault import slots
from kvinnobyran.vault import vault as vault_module
from kvinnobyran.vault.kdf import KdfParameters
from kvinnobyran.vault.vault import Vault
from tests.vault.kit import CountingDerive

FLOOR = KdfParameters(memory_kib=64 * 1024, iterations=3, lanes=1)
PHRASE = "kork segel moln tratt bord"
USER = "Anna Exempel"
KNOWN = CountingDerive()


class Made:
    """A vault with a database, closed."""

    def __init__(self, folder):
        self.folder = folder
        self.vault, unlocked, key = Vault.create(folder, user=USER, passphrase=PHRASE, kdf=FLOOR)
        Database.create(self.vault.database_path, unlocked.store_keys, device="a").close()
        self.recovery = key.text
        unlocked.wipe()


@pytest.fixture(autouse=True, scope="module")
def _quick():
    """Derive the same key from the same passphrase, salt and cost once."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (vault_module, slots):
            patch.setattr(module, "derive", KNOWN)
        yield


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """One vault, built once; tests copy it."""
    return Made(tmp_path_factory.mktemp("gate") / "register")


@pytest.fixture
def made(built, tmp_path):
    import copy
    import shutil

    own = copy.copy(built)
    own.folder = tmp_path / "register"
    shutil.copytree(built.folder, own.folder)
    own.vault = Vault.open(own.folder)
    return own


@pytest.fixture
def worker():
    return InlineWorker()


@pytest.fixture
def opened():
    """The offices that were opened; closed at the end."""
    found = []
    yield found
    for office in found:
        office.database.close()
        office.vault.wipe()


@pytest.fixture
def hold(qtbot):
    """Show a panel as the gate does."""

    def show(panel):
        qtbot.addWidget(panel)
        panel.resize(560, 640)
        panel.show()
        panel.activateWindow()
        qtbot.waitUntil(panel.isActiveWindow)
        panel.begin()
        return panel

    return show
