"""Papers to bring in, made in memory: whole, damaged and hostile."""

import zlib
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas


def a_pdf(*words: str, size: tuple[float, float] = (595, 842)) -> bytes:
    """Return a PDF with a page for each word."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=size, invariant=True)
    for word in words or ("Påhittat brev",):
        canvas.drawString(80, size[1] - 80, word)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def a_locked_pdf() -> bytes:
    """Return a PDF that wants a password."""
    writer = PdfWriter()
    for page in PdfReader(BytesIO(a_pdf())).pages:
        writer.add_page(page)
    writer.encrypt("påhittat", algorithm="RC4-128")
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def a_bomb() -> bytes:
    """Return a small PDF whose page draws some hundred million lines."""
    inner = b"q 0 0 m 500 500 l S Q " * 200_000
    packed = zlib.compress(inner, 9)
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Filter /FlateDecode"
    again = b" ".join([b"/F Do"] * 500)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page + b" /Resources << /XObject << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(again), again),
        form + b" /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed),
    ]
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return out
