"""Qt's own texts and formats in Swedish. Call it before the first widget is made."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

LOCALE = "sv_SE"


def install(app: QCoreApplication) -> bool:
    """Load ``qtbase_sv.qm``; return whether it was there."""
    QLocale.setDefault(QLocale(LOCALE))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    found = translator.load("qtbase_sv", folder)
    if found:
        app.installTranslator(translator)
    return found
