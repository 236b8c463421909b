"""The first run, from an empty folder to an open, backed-up office, and every way to stop it."""

import pytest

from kvinnobyran.flows.backups import last_backup, newest_in, opened_by_sheet
from kvinnobyran.store.backup import trial_restore
from kvinnobyran.ui.gate import building
from kvinnobyran.ui.gate.first_run import FirstRun
from kvinnobyran.vault.kdf import KdfParameters
from kvinnobyran.vault.vault import Vault
from tests.ui.gate.conftest import PHRASE
from tests.ui.kit.walk import nameless

FLOOR = KdfParameters(memory_kib=64 * 1024, iterations=3, lanes=1)
NAME = "Anna Exempel"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr("kvinnobyran.vault.vault.calibrate", lambda: FLOOR)


@pytest.fixture
def printed():
    return []


@pytest.fixture
def run(tmp_path, worker, hold, opened, printed):
    def print_sheet(_, pdf):
        printed.append(pdf)
        return True

    page = FirstRun(tmp_path / "register", worker, print_sheet=print_sheet)
    page.opened.connect(opened.append)
    return hold(page)


def fill_user(run):
    run.user.name.setText(NAME)
    run.user.choice.own.setChecked(True)
    run.user.choice.typed.line.setText(PHRASE)
    run.user.choice.again.line.setText(PHRASE)


def to_the_sheet(run):
    run.go_on.click()
    fill_user(run)
    run.go_on.click()
    assert run.step == 2


def answer_the_sheet(run):
    for number, field in zip(run.sheet.asked, run.sheet.fields, strict=True):
        field.setText(run.sheet.key.groups[number - 1].lower())


def test_all_four_steps(run, tmp_path, opened, printed):
    to_the_sheet(run)
    assert not (tmp_path / "register").exists()
    run.sheet.print_button.click()
    assert printed[0].startswith(b"%PDF")
    text = run.sheet.key.text
    answer_the_sheet(run)
    run.go_on.click()
    assert run.step == 3
    assert Vault.open(tmp_path / "register").users == (NAME,)
    assert not (tmp_path / "register.new").exists()
    stick = tmp_path / "minne"
    stick.mkdir()
    run.backup.where.folder = stick
    run.go_on.click()
    assert opened[0].vault.user == NAME
    assert last_backup(opened[0].database) is not None
    copy = newest_in(stick, opened[0].vault.vault.vault_id)
    assert trial_restore(copy, opened_by_sheet(text), opened[0].database.path)


def test_without_a_backup_it_opens_and_says_so_later(run, tmp_path, opened):
    to_the_sheet(run)
    answer_the_sheet(run)
    run.go_on.click()
    run.skip.click()
    assert last_backup(opened[0].database) is None


def test_what_is_interrupted_leaves_no_half_office(run, tmp_path, worker, hold):
    to_the_sheet(run)
    assert (tmp_path / "register.new").exists()
    again = hold(FirstRun(tmp_path / "register", worker))
    again.go_on.click()
    assert not (tmp_path / "register.new").exists()
    assert not (tmp_path / "register").exists()


def test_each_step_says_what_is_amiss(run, tmp_path):
    run.place.where.folder = None
    run.go_on.click()
    assert "mapp" in run.notice.accessibleName()
    run.place.where.folder = tmp_path / "register"
    run.go_on.click()
    run.go_on.click()
    assert "ditt namn" in run.notice.accessibleName()
    run.user.name.setText(NAME)
    run.user.choice.own.setChecked(True)
    run.user.choice.typed.line.setText("sommar2027")
    run.go_on.click()
    assert run.step == 1
    assert "svag" in run.user.choice.strength.text()


def test_the_sheet_must_be_read_back(run):
    to_the_sheet(run)
    run.go_on.click()
    assert "Skriv grupp" in run.notice.accessibleName()
    answer_the_sheet(run)
    run.sheet.fields[0].setText("0000")
    run.go_on.click()
    assert "inte rätt avskriven" in run.notice.accessibleName()
    assert run.step == 2


def test_the_key_is_hidden_while_it_is_read_back(run, qtbot):
    to_the_sheet(run)
    run.sheet.show_button.click()
    assert run.sheet.groups.isVisible()
    qtbot.keyClicks(run.sheet.fields[0], "a")
    assert not run.sheet.groups.isVisible()


def test_a_folder_with_something_in_it_is_left_alone(run, tmp_path):
    (tmp_path / "register").mkdir()
    (tmp_path / "register" / "annat.txt").write_text("x")
    run.go_on.click()
    fill_user(run)
    run.go_on.click()
    assert run.step == 1
    assert "finns redan" in run.notice.accessibleName()
    assert (tmp_path / "register" / "annat.txt").read_text() == "x"


def test_an_existing_register_is_pointed_out(run, made, qtbot):
    run.place.existing.setChecked(True)
    run.place.where.folder = made.folder
    with qtbot.waitSignal(run.chose) as chose:
        run.go_on.click()
    assert chose.args == [made.folder]


def test_a_backup_folder_that_is_not_there_is_told(run, tmp_path):
    to_the_sheet(run)
    answer_the_sheet(run)
    run.go_on.click()
    run.backup.where.folder = tmp_path / "inte här"
    run.go_on.click()
    assert "Sitter minnet i" in run.notice.accessibleName()
    run.skip.click()


def test_the_suggestion_comes_first_and_is_typed_back(run):
    run.go_on.click()
    choice = run.user.choice
    assert choice.suggested.isChecked()
    assert len(choice.value.split()) == 5
    before = choice.value
    choice.suggest()
    assert choice.value != before
    choice.again.line.setText("något annat")
    assert "inte lika" in choice.problem()
    choice.again.line.setText(choice.value)
    assert choice.problem() == ""


def test_every_step_has_names(run):
    assert nameless(run) == []
    to_the_sheet(run)
    assert nameless(run) == []
    answer_the_sheet(run)
    run.go_on.click()
    assert nameless(run) == []
    run.skip.click()


def test_a_place_that_cannot_be_moved_to_is_told(tmp_path, monkeypatch):
    built = building.build(tmp_path / "register", NAME, PHRASE)
    (tmp_path / "register").mkdir()
    (tmp_path / "register" / "x").write_text("x")
    with pytest.raises(building.VaultExists):
        building.finish(built, tmp_path / "register", NAME, PHRASE)
