"""A desk, the pages of Grupper on it, and hands that press keys and fill in sheets."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kvinnobyran.store import groups as stored
from kvinnobyran.ui.groups.group_page import GroupPage
from kvinnobyran.ui.groups.page import GroupsPage
from tests.ui.rig import NONE, ZONE, Rig

KEYS = {
    "Mellanslag": Qt.Key.Key_Space,
    "Ner": Qt.Key.Key_Down,
    "Upp": Qt.Key.Key_Up,
    "Höger": Qt.Key.Key_Right,
    "Vänster": Qt.Key.Key_Left,
    "Home": Qt.Key.Key_Home,
}


@pytest.fixture
def rig(qapp, tmp_path):
    rig = Rig(tmp_path, dt.datetime(2027, 1, 12, 10, 15, tzinfo=ZONE))
    yield rig
    rig.close()


@pytest.fixture
def hands(rig):
    made = Hands(rig)
    yield made
    made.shut()


class Hands:
    """Opens pages, presses buttons by their words, and fills in the sheet that is open."""

    def __init__(self, rig):
        self.rig = rig
        self.page = None
        self.pages = []

    def shut(self):
        for page in self.pages:
            self.rig.desk.changed.disconnect(page.again_)
            page.close()
            page.deleteLater()

    def on(self, day, at="10:15"):
        """Let it be another day, and the page be asked for anew."""
        self.rig.clock.now = dt.datetime.fromisoformat(f"{day}T{at}:00").replace(tzinfo=ZONE)
        if self.page is not None:
            self.page.refresh()

    def _show(self, page):
        page.again_ = lambda tables: page.refresh() if tables & page.tables else None
        self.rig.desk.changed.connect(page.again_)
        self.pages.append(page)
        self.page = page
        page.resize(1240, 760)
        page.show()
        page.refresh()
        return page

    def groups(self):
        return self._show(GroupsPage(self.rig.desk, self.rig.went))

    def group(self, group_id, focus=""):
        page = self._show(GroupPage(self.rig.desk, self.rig.went, group_id))
        if focus:
            page.open_record(focus)
        return page

    @property
    def view(self):
        return self.page.room.view

    @property
    def matrix(self):
        return self.page.matrix.matrix

    @property
    def sheet(self):
        sheet = self.page._sheet
        assert sheet is not None, "no sheet is open"
        return sheet

    def fill(self, **values):
        """Fill in fields of the open sheet, as a person does."""
        for name, value in values.items():
            editor = self.sheet.form.editor(name)
            editor.set_value(value)
            editor.on_edited().emit()

    def save(self, reason=""):
        """Save the open sheet; give the reason wherever one is asked for, and save again."""
        sheet = self.sheet
        sheet.save()
        if self.page._sheet is sheet and reason:
            for box in sheet.form._boxes.values():
                for line in box.lines:
                    if line.reason is not None:
                        line.reason.set_value(reason)
            sheet.save()
        assert self.page._sheet is not sheet, self.told()

    def told(self):
        """Return what the open sheet says is wrong."""
        form = self.sheet.form
        return [line.fault.sentence for box in form._boxes.values() for line in box.lines]

    def press(self, *keys):
        """Press keys where the matrix has the cursor."""
        for each in keys:
            shift = each.startswith("Skift+")
            modifiers = Qt.KeyboardModifier.ShiftModifier if shift else NONE
            QTest.keyClick(self.matrix, KEYS[each.removeprefix("Skift+")], modifiers)

    def type_of(self, label):
        return next(each for each in stored.types(self.rig.database) if each.label == label)

    def new_group(self, label, **values):
        """Plan a group on its sheet and go to its page."""
        self.groups().new_group()
        self.fill(type_id=self.type_of(label).id)
        self.fill(**values)
        self.save()
        kind, group_id = self.rig.went.way[-1]
        assert kind == "group"
        return self.group(group_id)

    def take_in(self, name, *, state, **values):
        """Put somebody without a case into the group."""
        self.page.people.add()
        self.fill(person_id="new", first_name=name, last_name="Påhittad", state=state, **values)
        self.save("Det har vi pratat om")
