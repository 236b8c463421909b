"""How pages leave, once it is said what for and to whom: to a printer or to a file, noted."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QPageLayout
from PySide6.QtWidgets import QWidget

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.files import ask_save_file
from kvinnobyran.ui.printing import UPRIGHT, put_on_paper
from kvinnobyran.ui.statistics.handing import HandingOut
from kvinnobyran.ui.statistics.rendering import Background


class WayOut(QObject):
    """Carries out what was agreed in ``handing``; ``out`` is told in words when it has left.

    The flows get, after what is given here, ``purpose``, ``recipient`` and ``more`` by name.
    ``ask_file`` opens the system's own box.
    """

    def __init__(
        self,
        page: QWidget,
        desk: Desk,
        handing: HandingOut,
        background: Background,
        out: Callable[[str], object],
    ) -> None:
        super().__init__(page)
        self._page, self._desk, self._handing = page, desk, handing
        self._background, self._out = background, out
        self.ask_file: Callable[[str, str, str], Path | None] = self._ask_file
        desk.bug.connect(handing.wait_again)  # then it can be tried again

    def print(
        self,
        note: Callable[..., object],
        *what: object,
        pdf: bytes,
        name: str = "Rapporten",
        orientation: QPageLayout.Orientation = UPRIGHT,
        **more: object,
    ) -> None:
        """Print pages that are ready, once a printer is chosen and ``note`` has noted it."""
        put_on_paper(
            self._desk,
            self._page,
            note,
            *what,
            pages=lambda _: pdf,
            then=lambda _: self._left(f"{name} är skickad till skrivaren."),
            otherwise=self._handing.fail,
            orientation=orientation,
            background=self._background,
            **self._said,
            **more,
        )

    def save(
        self,
        flow: Callable[..., object],
        what: object,
        make: Callable[[], bytes],
        file: str,
        kind: str,
        *,
        title: str = "Spara rapporten",
        **more: object,
    ) -> None:
        """Write what ``make`` makes where the user says; ``flow`` writes and notes it.

        ``file`` is the name that is proposed; one that she chose gets the same ending.
        """
        path = self.ask_file(title, file, kind)
        if path is None:
            self._handing.wait_again()
            return
        ending = Path(file).suffix
        if path.suffix.casefold() != ending:
            path = path.with_name(f"{path.name}{ending}")
        said = {**self._said, **more}
        self._background.do(
            "file", make, lambda content: self._write(flow, what, content, path, said), self._fail
        )

    @property
    def _said(self) -> dict[str, object]:
        return {"purpose": self._handing.purpose, "recipient": self._handing.recipient}

    def _write(
        self,
        flow: Callable[..., object],
        what: object,
        content: bytes,
        path: Path,
        said: dict[str, object],
    ) -> None:
        self._desk.do(
            flow,
            what,
            content,
            path,
            **said,
            then=lambda _: self._left("Filen är sparad. Den är inte krypterad."),
            otherwise=self._handing.fail,
            owner=self,
        )

    def _left(self, words: str) -> None:
        self._handing.leave()
        self._out(words)

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, Trouble):
            self._handing.fail(error)
        else:
            self._desk.take(error)

    def _ask_file(self, title: str, name: str, kind: str) -> Path | None:
        return ask_save_file(self._page, title, name, kind)
