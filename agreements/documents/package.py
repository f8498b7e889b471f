"""Office files are ZIP archives of XML parts: what DOCX, XLSX, ODT and ODS have in common."""

import io
import re
import struct
import zipfile
from collections.abc import Iterator
from functools import cached_property
from typing import BinaryIO
from xml.parsers import expat

from .acceptance import Limits, Unacceptable
from .xml import Element, elements

DAMAGED = "It is damaged: parts of it cannot be read. Open it, save it again and upload that."
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED, _SIZES_FOLLOW = 0x1, 0x8
_LENGTHS = 26  # offset in a part's header of the lengths of its name and extra field
_LONGEST_SIZES = 24  # bytes of signature, checksum and sizes after a part, if not before it
_END = 22  # bytes of the record that ends the archive, if it has no comment
_WHERE_PDFS_BEGIN = 1_024
_MORE = (
    "There is more in it than its parts: it may be another kind of file as well, or hold an "
    "earlier version. Open it, save it under a new name and upload that."
)
# A part this small cannot be a bomb at any ratio.
_SMALL = 1_000_000

_MACROS = re.compile(
    r"vbaproject|vbadata|macrosheets/|intlmacrosheets/|(^|/)(basic|scripts|dialogs)/", re.IGNORECASE
)
_EMBEDDED = re.compile(r"(^|/)(embeddings|activex|ctrlprops)/|oleobject", re.IGNORECASE)
_PARTS = re.compile(
    r"\.(xml|rels|vml|rdf|png|jpe?g|gif|bmp|tiff?|emf|wmf|emz|wmz|svg|svm|wdp|webp"
    r"|odttf|ttf|otf|woff2?)$|(^|/)printersettings\d*\.bin$",
    re.IGNORECASE,
)


class Package:
    """An opened archive whose parts are few, small enough, plainly named and of known kinds."""

    def __init__(self, file: BinaryIO, limits: Limits, *, nameless: re.Pattern):
        """`nameless` says which parts without an ending the format knows."""
        file.seek(0)
        if file.read(4) != b"PK\x03\x04":
            raise Unacceptable(_other_kind(file))
        try:
            self.archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise Unacceptable(DAMAGED) from error
        self.limits = limits
        self._check_sizes()
        self._check_gaps(file)
        self._check_names(nameless)

    @cached_property
    def names(self) -> list[str]:
        return [info.filename for info in self.archive.infolist() if not info.is_dir()]

    def require(self, *names: str) -> None:
        """Refuse it unless these parts are there and have something in them."""
        for name in names:
            if name not in self.names or not self.archive.getinfo(name).file_size:
                raise Unacceptable(
                    "Its name says it is an office document, but inside it is an archive without "
                    f"the part {name}."
                )

    def elements(self, name: str) -> Iterator[Element]:
        """The XML of a part. LibreOffice keeps empty parts for what was never set."""
        if not self.archive.getinfo(name).file_size:
            return
        try:
            with self.archive.open(name) as stream:
                yield from elements(stream)
        except (expat.ExpatError, zipfile.BadZipFile, EOFError, ValueError) as error:
            if isinstance(error, Unacceptable):
                raise
            raise Unacceptable(f"It is damaged: its part {name} is not well-formed.") from error

    def _check_sizes(self):
        parts = self.archive.infolist()
        if len(parts) > self.limits.parts:
            raise Unacceptable(f"It is packed from more than {self.limits.parts:,} parts.")
        if sum(part.file_size for part in parts) > self.limits.unpacked:
            raise Unacceptable(
                f"Unpacked it would be larger than {self.limits.unpacked // 1_000_000} MB."
            )
        for part in parts:
            if part.flag_bits & _ENCRYPTED:
                raise Unacceptable("It is protected by a password. Save it without one.")
            if part.compress_type not in _PACKED:
                raise Unacceptable("It is packed in a way that office programs do not use.")
            packed = max(part.compress_size, 1)
            if part.file_size > _SMALL and part.file_size / packed > self.limits.ratio:
                raise Unacceptable("It is packed far too tightly for an ordinary document.")

    def _check_gaps(self, file: BinaryIO):
        """Refuse bytes between the parts, or between them, the directory and the end.

        They could be another kind of file, or the earlier content of a part that was replaced.
        """
        place = longest_gap = 0
        for part in sorted(self.archive.infolist(), key=lambda part: part.header_offset):
            if part.comment or not 0 <= part.header_offset - place <= longest_gap:
                raise Unacceptable(_MORE)
            file.seek(part.header_offset + _LENGTHS)
            lengths = file.read(4)
            if len(lengths) < 4:
                raise Unacceptable(DAMAGED)
            name, extra = struct.unpack("<2H", lengths)
            place = file.tell() + name + extra + part.compress_size
            longest_gap = _LONGEST_SIZES if part.flag_bits & _SIZES_FOLLOW else 0
        file.seek(-_END, io.SEEK_END)
        if not 0 <= self.archive.start_dir - place <= longest_gap or file.read(4) != b"PK\x05\x06":
            raise Unacceptable(_MORE)
        file.seek(0)
        if b"%PDF-" in file.read(_WHERE_PDFS_BEGIN):
            raise Unacceptable(_MORE)

    def _check_names(self, nameless: re.Pattern):
        # Office programs don't tell "A.xml" from "a.xml", so neither may the archive.
        folded = [name.casefold() for name in self.names]
        if len(set(folded)) != len(folded):
            raise Unacceptable("It holds two parts of one name, as no office program saves.")
        for name in self.names:
            if name.startswith("/") or "\\" in name or ".." in name.split("/"):
                raise Unacceptable("It holds a part whose name leads out of the document.")
            if _MACROS.search(name):
                raise Unacceptable("It holds macros. Save it without them, or as PDF.")
            if _EMBEDDED.search(name) or not (_PARTS.search(name) or nameless.search(name)):
                raise Unacceptable(
                    f"It has another file or object inside ({name.rpartition('/')[2][:60]}). "
                    "Take it out, or put a picture in its place."
                )


def _other_kind(file: BinaryIO) -> str:
    file.seek(0)
    if file.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return (
            "It is either protected by a password or in the older format of Office. "
            "Save it without a password and in today’s format."
        )
    return "Its name says it is an office document, but inside it is something else."
