"""Make the four static fonts in resources/fonts out of the variable Inter.

Run it by hand when a new Inter is wanted: ``python tools/make_fonts.py``. It needs
``fontpkg-inter`` and ``fonttools``, which only a developer has; the program ships the
result. Static TrueType outlines because ReportLab takes neither CFF nor variations
(experience.md section 4), and a Latin subset because that is all the screen texts need.
"""

from pathlib import Path

import fontpkg_inter
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = Path(__file__).resolve().parent.parent
OUT = HERE / "resources" / "fonts"
SOURCE = Path(fontpkg_inter.__file__).parent
WEIGHTS = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}
RANGES = (
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x024F),  # Latin-1, Extended-A, Extended-B
    (0x02B0, 0x036F),  # modifier letters, combining marks
    (0x1E00, 0x1EFF),  # Latin Extended Additional
    (0x2000, 0x206F),  # punctuation and spaces
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20BF),  # currency
    (0x2100, 0x218F),  # letterlike, fractions
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematics
    (0x2300, 0x23FF),  # keys such as the return sign
    (0x25A0, 0x25FF),  # geometric shapes
    (0x2713, 0x2717),  # check marks
)
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "calt", "case", "tnum", "zero", "sups"]
STYLED_BY_FOUR = {"Regular", "Bold"}
"""The two weights that the oldest naming scheme can group under one family."""


def _named(font: TTFont, style: str) -> None:
    """Write the names by which systems group the four files into one family."""
    name = font["name"]
    four = style in STYLED_BY_FOUR
    texts = {
        1: "Inter" if four else f"Inter {style}",
        2: style if four else "Regular",
        3: f"4.001;Inter-{style};subset",
        4: f"Inter {style}",
        6: f"Inter-{style}",
    }
    if not four:
        texts |= {16: "Inter", 17: style}
    for number in (1, 2, 3, 4, 6, 16, 17, 25):
        name.removeNames(nameID=number)
    for number, text in texts.items():
        name.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = WEIGHTS[style]
    font["OS/2"].fsSelection = 0x80 | (0x20 if style == "Bold" else 0x40)
    font["head"].macStyle = 1 if style == "Bold" else 0


def make(style: str) -> Path:
    """Write one static, subsetted TrueType file and return its path."""
    font = TTFont(SOURCE / "files" / "Inter[opsz,wght].ttf", recalcTimestamp=False)
    font = instancer.instantiateVariableFont(font, {"wght": WEIGHTS[style], "opsz": 14})
    for number in ("STAT", "avar"):
        if number in font:
            del font[number]
    options = subset.Options(layout_features=FEATURES, hinting=False, notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes={code for low, high in RANGES for code in range(low, high + 1)})
    cutter.subset(font)
    _named(font, style)
    target = OUT / f"Inter-{style}.ttf"
    font.save(target)
    return target


def main() -> None:
    """Make all four and put the licence beside them."""
    OUT.mkdir(parents=True, exist_ok=True)
    for style in WEIGHTS:
        made = make(style)
        print(f"{made.relative_to(HERE)}  {made.stat().st_size // 1024} kB")
    (OUT / "OFL.txt").write_bytes((SOURCE / "LICENSE").read_bytes())


if __name__ == "__main__":
    main()
