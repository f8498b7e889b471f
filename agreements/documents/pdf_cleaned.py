"""A copy of a PDF without what it no longer shows."""

import io
from pathlib import Path
from typing import BinaryIO

import pikepdf

from .pdf_revisions import pages_taken_out


def cleaned(source: str | Path | BinaryIO, *, keep_metadata: bool = True) -> bytes:
    """The PDF in one linear revision, holding only what its pages lead to.

    The same source gives the same bytes. It takes out earlier versions, deleted pages and unused
    pictures; without `keep_metadata` also what the file says of its makers. It does not take out
    text under boxes, and a digital signature no longer holds. Raises pikepdf.PdfError.
    """
    with pikepdf.open(source, attempt_recovery=False) as pdf:
        for page in list(pages_taken_out(pdf)):
            for key in set(page.keys()) - {"/Type"}:
                del page[key]
        pdf.remove_unreferenced_resources()
        if not keep_metadata:
            _take_out_metadata(pdf)
        copy = io.BytesIO()
        pdf.save(copy, linearize=True, deterministic_id=True, fix_metadata_version=False)
    return copy.getvalue()


def _take_out_metadata(pdf: pikepdf.Pdf) -> None:
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            for key in {"/Metadata", "/PieceInfo"} & set(one.keys()):
                del one[key]
