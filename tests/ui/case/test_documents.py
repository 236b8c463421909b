"""The tab of documents: dropped in, looked at in memory, described, let out on purpose."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QLabel

from kvinnobyran.domain.case import Documentation
from kvinnobyran.domain.document import Document, DocumentKind, Medium
from kvinnobyran.flows.documents import keep_document
from kvinnobyran.flows.drafts import drafts_of
from kvinnobyran.flows.plain_files import Brought
from kvinnobyran.store.journal import history
from kvinnobyran.ui.case.documents import part, preview
from kvinnobyran.ui.case.documents.part import Intake
from kvinnobyran.ui.case.documents.preview import Preview, picture_of
from kvinnobyran.ui.case.documents.sheets import copy_sheet
from tests.aside.papers import a_pdf


def a_picture(kind="PNG", *, width=40, height=30):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    device = QBuffer()
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(device, kind)
    return bytes(device.data().data())


def bring(rig, case, content, name="brev.pdf"):
    return keep_document(rig.work, case.id, Brought(name, content))


def documents(rig):
    return rig.database.all(Document, "SELECT * FROM document ORDER BY name")


def words(widget):
    return " ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


@pytest.fixture
def intake(page):
    page.show_tab("documents")
    found = page.findChild(Intake)
    assert found is not None
    return found


def drop(intake, *paths, mime=None):
    if mime is None:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, copy = QPoint(10, 10), Qt.DropAction.CopyAction
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(place, copy, mime, left, none)
    enter.ignore()
    QApplication.sendEvent(intake, enter)
    if enter.isAccepted():
        event = QDropEvent(QPointF(place), copy, mime, left, none)
        QApplication.sendEvent(intake, event)
    return enter.isAccepted()


def test_a_file_is_dropped_kept_and_described(rig, page, intake, tmp_path):
    original = tmp_path / "Beslut från nämnden.pdf"
    original.write_bytes(a_pdf())
    assert drop(intake, original)
    [document] = documents(rig)
    assert (document.name, document.medium) == ("Beslut från nämnden", Medium.PDF)
    sheet = page._sheet
    assert sheet.kind == "document"
    said = words(sheet)
    assert "Originalet ligger kvar okrypterat på" in said
    assert str(original) in said
    assert original.exists()
    sheet.form.editor("kind").set_value(DocumentKind.DECISION)
    sheet.save()
    assert documents(rig)[0].kind is DocumentKind.DECISION
    assert page._sheet is None
    assert any("Dokumentet är sparat" in text for text, _ in rig.went.toasts)
    everything = rig.database.wire.rows("SELECT payload FROM journal")
    assert str(tmp_path) not in repr(everything) + repr(drafts_of(rig.database, "Greta"))


def test_several_files_come_in_and_too_many_do_not(rig, page, intake, tmp_path):
    paths = [tmp_path / f"brev {number}.txt" for number in range(11)]
    for number, path in enumerate(paths):
        path.write_text(f"Påhittat {number}")
    assert drop(intake, *paths)
    assert documents(rig) == []
    assert "Högst 10 filer" in words(intake)
    (tmp_path / "tom").touch()
    assert drop(intake, *paths[:3], tmp_path / "tom")
    assert len(documents(rig)) == 3
    assert page._sheet is None
    assert rig.went.toasts[-1][0].startswith("3 dokument är inlagda, krypterade. Originalen")
    assert [type(each).__name__ for each in rig.troubles] == ["EmptyFile"]


def test_what_is_no_file_is_refused_in_a_sentence(rig, page, intake, tmp_path):
    assert drop(intake, tmp_path)
    assert documents(rig) == []
    [trouble] = rig.troubles
    assert "ingen fil" in trouble.sentence
    web = QMimeData()
    web.setUrls([QUrl("https://exempel.invalid/brev.pdf")])
    text = QMimeData()
    text.setText("/etc/passwd")
    assert not drop(intake, mime=web)
    assert not drop(intake, mime=text)


def test_files_are_chosen_by_keyboard(rig, page, intake, tmp_path, monkeypatch):
    path = tmp_path / "intyg.txt"
    path.write_text("Påhittat intyg")
    monkeypatch.setattr(intake, "_ask", lambda *_: [path])
    intake.button.click()
    assert [document.name for document in documents(rig)] == ["intyg"]
    intake._ask = lambda *_: []
    intake.button.click()
    assert len(documents(rig)) == 1


def test_the_same_content_twice_is_said_in_passing(rig, page, intake, case, tmp_path):
    path = tmp_path / "brev.txt"
    path.write_text("Påhittat")
    bring(rig, case, "Påhittat".encode())
    drop(intake, path)
    assert any("finns redan" in text for text, _ in rig.went.toasts)
    assert page._sheet is None


@pytest.mark.parametrize("choice", [Documentation.MINIMAL, Documentation.STATISTICS_ONLY])
def test_A20_where_she_wants_no_documents_there_is_no_place_to_drop_them(rig, page, case, choice):
    with rig.work.step("Ärendet") as tx:
        tx.update(replace(case, documentation=choice))
    page.refresh()
    page.show_tab("documents")
    QApplication.processEvents()
    assert page.findChild(Intake) is None
    assert "Hon har valt" in words(page)


# --- looked at -----------------------------------------------------------------------------------


def opened(page, document):
    page.refresh()
    page.open_record(document.id)
    for _ in range(4):
        QApplication.processEvents()
    found = page._sheet.findChild(Preview)
    assert found is not None
    return found


@pytest.mark.slow
def test_a_pdf_is_paged_through_in_memory(rig, page, case, qtbot, tmp_path):
    before = set(tmp_path.rglob("*"))
    shown = opened(page, bring(rig, case, a_pdf("ett", "två")))
    qtbot.waitUntil(shown.picture.isVisible, timeout=15_000)
    assert "Sida 1 av 2" in words(shown)
    assert not shown.back.isEnabled()
    narrow = shown.picture.pixmap().width()
    shown.on.click()
    qtbot.waitUntil(lambda: "Sida 2 av 2" in words(shown), timeout=15_000)
    assert not shown.on.isEnabled()
    shown.more.click()
    qtbot.waitUntil(lambda: shown.picture.pixmap().width() > narrow, timeout=15_000)
    assert "som bild" in shown.picture.accessibleName()
    assert not page._sheet.keeper.waiting, "reading is no typing"
    assert set(tmp_path.rglob("*")) == before, "no file was written"
    page._sheet.put_aside()
    assert not shown._aside.running


@pytest.mark.slow
def test_a_damaged_pdf_says_so_and_the_window_goes_on(rig, page, case, qtbot):
    shown = opened(page, bring(rig, case, b"%PDF-1.7 trasig".ljust(300, b"x")))
    qtbot.waitUntil(lambda: "skadad" in words(shown), timeout=15_000)
    page._sheet.put_aside()


def test_a_page_that_takes_too_long_is_given_up(rig, page, case, monkeypatch):
    monkeypatch.setattr(preview.Aside, "send", lambda *_: None)
    shown = opened(page, bring(rig, case, a_pdf()))
    shown._patience.timeout.emit()
    shown._patience.stop()
    assert "tog för lång tid" in words(shown)
    assert "kvar, helt och krypterat" in words(shown)


def test_pictures_and_texts_are_shown(rig, page, case):
    shown = opened(page, bring(rig, case, a_picture()))
    assert not shown.picture.pixmap().isNull()
    shown = opened(page, bring(rig, case, a_picture("JPEG")))
    assert not shown.picture.pixmap().isNull()
    shown = opened(page, bring(rig, case, "Påhittat brev".encode()))
    assert shown.text.text() == "Påhittat brev"
    assert shown.text.isReadOnly()
    shown = opened(page, bring(rig, case, b"PK\x03\x04\0 nonsense"))
    assert "kan inte visas i programmet" in words(shown)
    shown = opened(page, bring(rig, case, ("rad " * 100_000).encode()))
    assert "Bara början visas" in words(shown)


@pytest.mark.qt_log_ignore("Unsupported marker type", extend=True)  # what the decoder says
def test_pictures_that_are_damaged_or_enormous_are_not_decoded():
    whole = a_picture()
    assert picture_of(whole[:40], Medium.PNG, 100) == "damaged"
    assert picture_of(b"\xff\xd8\xff" + b"x" * 50, Medium.JPEG, 100) == "damaged"
    assert picture_of(a_picture("JPEG"), Medium.PNG, 100) == "damaged", "no other decoder is tried"
    bomb = whole[:16] + (60_000).to_bytes(4, "big") * 2 + whole[24:]
    assert picture_of(bomb, Medium.PNG, 100) in {"large", "damaged"}
    wide = picture_of(a_picture(width=400, height=10), Medium.PNG, 100)
    assert wide.width() == 100


def test_damaged_content_is_said_where_it_would_be_seen(rig, page, case):
    document = bring(rig, case, a_picture())
    with rig.database.connection.writing():
        rig.database.wire.change("DELETE FROM document_part")
    shown = opened(page, document)
    assert "skadat och visas inte" in words(shown)


# --- let out -------------------------------------------------------------------------------------


def test_a_plain_copy_says_what_it_means_asks_and_is_noted(rig, page, case, tmp_path):
    document = bring(rig, case, "Påhittat".encode())
    page.refresh()
    asked = []

    def ask(_, name):
        asked.append(name)
        return tmp_path / "ut" / name

    sheet = copy_sheet(page.room.around, document, ask=ask)
    page.edit(sheet)
    assert "utan kryptering" in words(sheet)
    sheet.form.editor("purpose").set_value("Till hennes ombud")
    sheet.save()
    assert asked == ["dokument.txt"], "no name leaks by itself"
    assert "gick inte att spara där" in words(sheet)
    (tmp_path / "ut").mkdir()
    sheet.save()
    assert (tmp_path / "ut" / "dokument.txt").read_bytes() == "Påhittat".encode()
    assert history(rig.database, "document", document.id)[-1].kind == "export"


def test_leaving_the_dialog_saves_no_copy(rig, page, case):
    document = bring(rig, case, b"x")
    page.refresh()
    sheet = copy_sheet(page.room.around, document, ask=lambda *_: None)
    page.edit(sheet)
    sheet.form.editor("purpose").set_value("Till ombud")
    sheet.save()
    assert "Ingen plats valdes" in words(sheet)
    assert sheet.buttons[-1].isEnabled()


def test_a_document_is_found_again_after_a_lock_and_stands_in_the_timeline(rig, page, case):
    document = bring(rig, case, b"x")
    page.refresh()
    where = {"kind": "document", "record": document.id}
    page.restore({"case": case.id, "tab": "documents", "sheet": where})
    assert page._sheet.record == document.id
    moments = page.room.moments(page.room.dossier)
    assert document.id in {moment.id for moment in moments}
    assert part.DOCUMENTS.guarded["document"](page.room, "") == case.person_id


def test_the_line_of_a_document_about_a_child_says_that_it_is_not_hers(rig, page, case):
    from kvinnobyran.domain.document import About
    from kvinnobyran.flows.documents import describe

    document = bring(rig, case, b"x")
    describe(rig.work, replace(document, about=About.CHILD))
    page.refresh()
    [line] = [part._line(each) for each in page.room.dossier.of(Document)]
    assert "inte i hennes registerutdrag" in line.detail
