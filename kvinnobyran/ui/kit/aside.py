"""A process of ours beside the window, spoken to in frames, without ever waiting for it."""

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from kvinnobyran.aside import frames
from kvinnobyran.paths import ASIDE, own_command

_GONE_MS = 200
"""How long one that is told to end may take before it is ended."""


class Aside(QObject):
    """Starts with the first thing that is sent. ``kind`` is one of ``kvinnobyran.cli.aside``.

    ``came`` carries the content of each frame; ``ended`` says that the process is gone, by
    itself or by :meth:`stop`.
    """

    came = Signal(bytes)
    ended = Signal()

    def __init__(self, kind: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._process: QProcess | None = None
        self._splitter = frames.Splitter()

    @property
    def running(self) -> bool:
        """Whether there is a process."""
        return self._process is not None

    def send(self, *whole: bytes) -> None:
        """Send frames; they wait in memory until the process reads them."""
        process = self._process or self._start()
        for each in whole:
            process.write(each)

    def stop(self) -> None:
        """End the process; what it has not answered yet is never answered."""
        process, self._process = self._process, None
        if process is None:
            return
        process.blockSignals(True)
        process.closeWriteChannel()
        if not process.waitForFinished(_GONE_MS):
            process.kill()
            process.waitForFinished(_GONE_MS)
        process.deleteLater()

    def _start(self) -> QProcess:
        command = own_command()
        process = QProcess(self)
        process.setProcessEnvironment(QProcessEnvironment.systemEnvironment())
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._failed)
        self._splitter = frames.Splitter()
        self._process = process
        process.start(command[0], [*command[1:], ASIDE, self._kind])
        return process

    def _read(self) -> None:
        if self._process is None:
            return
        piece = bytes(self._process.readAllStandardOutput().data())
        try:
            for content in self._splitter.feed(piece):
                self.came.emit(content)
        except frames.Broken:
            self.stop()
            self.ended.emit()

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._finished()

    def _finished(self, *_: object) -> None:
        if self._process is not None:
            self._process.deleteLater()
            self._process = None
            self.ended.emit()
