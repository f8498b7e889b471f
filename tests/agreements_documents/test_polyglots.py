"""Files that are two kinds at once, so that what one program checks is not what another opens."""

import io
import struct
import zipfile

import pikepdf
import pytest

from agreements.documents.acceptance import Unacceptable

from .samples import (
    PARTS,
    as_word_ends_it,
    classic,
    examine,
    lawful,
    new_pdf,
    office,
    packed,
    saved,
)

PDF = classic(new_pdf())
ARCHIVE = packed({"run.bat": "del"})
PAGE = b"<html><script>alert(1)</script></html>"
ALSO = "It is also"
AFTER = "after its end"


def holding(data: bytes) -> bytes:
    """A PDF that is well formed and has this in one of its streams, as it stands."""
    pdf = new_pdf()
    pdf.Root.Kept = pdf.make_stream(data)
    return saved(pdf, compress_streams=False)


def in_head(data: bytes) -> bytes:
    """Between the first line and the first object, with every object where the table says."""
    pdf = pikepdf.open(io.BytesIO(PDF))
    places = sorted(entry.offset for entry in pdf.get_xref_table().values())
    added = b"%" + data + b"\n"
    moved = PDF[: places[0]] + added + PDF[places[0] :]
    for place in reversed(places):
        moved = moved.replace(b"%010d" % place, b"%010d" % (place + len(added)))
    start = int(PDF.rsplit(b"startxref", 1)[1].split()[0])
    return moved.replace(b"startxref\n%d" % start, b"startxref\n%d" % (start + len(added)))


def ends_of_an_archive() -> bytes:
    """An archive whose parts lie before, as self-extracting ones have them: only its directory."""
    return ARCHIVE[ARCHIVE.index(b"PK\x01\x02") :]


PDFS = {
    "archive after": (PDF + ARCHIVE, AFTER),
    "archive inside": (holding(ARCHIVE), ALSO),
    "beginning of an archive inside": (holding(ARCHIVE[: ARCHIVE.index(b"PK\x01\x02")]), ALSO),
    "directory of an archive inside": (holding(ends_of_an_archive()), ALSO),
    "archive in the head": (in_head(ARCHIVE), ALSO),
    "archive before": (ARCHIVE + PDF, "does not begin as one"),
    "web page before": (PAGE + PDF, "does not begin as one"),
    "blank before": (b"\n" + PDF, "does not begin as one"),
    "web page after": (PDF + PAGE, AFTER),
    "web page in the head": (in_head(PAGE), ALSO),
    "web page inside": (holding(PAGE), ALSO),
    "script inside": (holding(b"<SCRIPT src=a>"), ALSO),
    "program after": (PDF + b"MZ\x90\0", AFTER),
    "anything after": (PDF + b"\n%%EOF and more", AFTER),
    "no end": (PDF.replace(b"%%EOF", b""), "It is damaged"),
}
LAWFUL = {
    "line ends after": PDF + b"\r\n\r\n",
    "padding of a scanner": PDF + b"\0" * 500,
    "no line end": PDF.rstrip(),
    "two ends, as Word writes": as_word_ends_it(PDF),
    "comment of Ghostscript": in_head(b"%Invocation: gs -sDEVICE=pdfwrite -c <</A 1>> ?"),
}


@pytest.mark.parametrize(("data", "words"), PDFS.values(), ids=PDFS)
def test_pdfs_of_two_kinds(data, words):
    with pytest.raises(Unacceptable, match=words):
        examine(data, "pdf")


def test_the_attacks_are_archives_indeed():
    for attack in ("archive after", "archive inside", "archive in the head"):
        with zipfile.ZipFile(io.BytesIO(PDFS[attack][0])) as archive:
            assert archive.namelist() == ["run.bat"]


@pytest.mark.parametrize("data", LAWFUL.values(), ids=LAWFUL)
def test_what_programs_lawfully_write(data):
    assert not examine(data, "pdf").keeps_earlier


# Office files


def inserted(data: bytes, place: int, more: bytes) -> bytes:
    """An archive with this before the part or directory that begins at `place`."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start = archive.start_dir
        offsets = [info.header_offset for info in archive.infolist()]
    directory = bytearray(data[start:])
    position = 0
    for offset in offsets:
        name, extra, comment = struct.unpack_from("<3H", directory, position + 28)
        if offset >= place:
            struct.pack_into("<L", directory, position + 42, offset + len(more))
        position += 46 + name + extra + comment
    struct.pack_into("<L", directory, position + 16, start + len(more))
    return data[:place] + more + data[place:start] + bytes(directory)


def second_part(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.infolist()[1].header_offset


def directory_of(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.start_dir


def with_comment(data: bytes) -> bytes:
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = PDF
    return buffer.getvalue()


@pytest.mark.parametrize("extension", PARTS)
@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data + PDF,
        lambda data: inserted(data, second_part(data), PDF),
        lambda data: inserted(data, directory_of(data), PDF),
        with_comment,
    ],
    ids=["after", "between parts", "before the directory", "comment"],
)
def test_office_files_of_two_kinds(extension, spoil):
    """Also what an office file still holds of a part that was replaced: it lies between parts."""
    data = spoil(lawful()[extension])
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    with pytest.raises(Unacceptable, match="more in it than its parts"):
        examine(data, extension)


class Streamed(io.BytesIO):
    """What cannot be sought in, so that sizes follow each part instead of going before it."""

    def seekable(self):
        return False

    def seek(self, *place):
        raise OSError

    def tell(self):
        raise AttributeError


def test_parts_whose_sizes_follow_them():
    buffer = Streamed()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in PARTS["docx"]().items():
            archive.writestr(name, part)
    data = buffer.getvalue()
    assert b"PK\x07\x08" in data
    examine(data, "docx")


def test_office_files_of_one_kind():
    for extension in PARTS:
        examine(office(extension), extension)
