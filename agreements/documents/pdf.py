"""PDF: every object is looked at, for what runs, is hidden, or would be far too large unpacked."""

import io
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

import pikepdf

from . import pdf_boxes, pdf_metadata, pdf_polyglot, pdf_revisions
from .acceptance import Limits, Reading, Unacceptable, check_link

_RUNS = (
    "It holds JavaScript or another action that runs by itself. Print it to a new PDF and upload "
    "that."
)
_ATTACHED = "It has files attached inside. Take them out; upload each as a document of its own."
_MEDIA = "It holds sound, film, 3D or other media. Take them out, or print it to a new PDF."
_FORM = (
    "It is a form that sends or fetches data, or an XFA form, which most readers cannot open. "
    "Print it to a new PDF and upload that."
)
_OUTSIDE = "It opens or fetches another file. Take that link out, or print it to a new PDF."
_PROTECTED = (
    "It is protected: encrypted, or locked against copying. Save or print it without protection "
    "and upload that."
)
_BURSTS = "Unpacked, it would be far larger than an ordinary document."
_EARLIER = (
    "more is still in the file than its pages show, such as an earlier version or a part that was "
    "taken out, and anyone can bring it back"
)
_DAMAGED = "It is damaged. Open it, print or save it to a new PDF, and upload that."

_KEYS = {
    "/JS": _RUNS,
    "/JavaScript": _RUNS,
    "/EF": _ATTACHED,
    "/EmbeddedFiles": _ATTACHED,
    "/Collection": _ATTACHED,
    "/XFA": _FORM,
    "/RichMediaContent": _MEDIA,
}
_ACTIONS = {
    "/JavaScript": _RUNS,
    "/Launch": _RUNS,
    "/Rendition": _MEDIA,
    "/RichMediaExecute": _MEDIA,
    "/Movie": _MEDIA,
    "/Sound": _MEDIA,
    "/GoTo3DView": _MEDIA,
    "/SubmitForm": _FORM,
    "/ImportData": _FORM,
    "/GoToE": _ATTACHED,
}
_SUBTYPES = {
    "/FileAttachment": _ATTACHED,
    "/RichMedia": _MEDIA,
    "/Screen": _MEDIA,
    "/Movie": _MEDIA,
    "/Sound": _MEDIA,
    "/3D": _MEDIA,
    "/PS": _RUNS,
}
_BY_THEMSELVES = {"/GoTo", "/Named"}  # actions that may run unasked: they only turn a page
_PACKERS = {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}
_LARGEST_STREAM, _LARGEST_SUM = 250_000_000, 1_500_000_000
_STEP = 1_000_000
_SHOWING = "Tj TJ ' \" Do"


def examine(file: BinaryIO, media_type: str, limits: Limits) -> Reading:
    """Read it whole. Raises Unacceptable."""
    file.seek(0)
    data = file.read()
    pdf_polyglot.check_one_kind(data)
    if b"%%EOF" not in data:
        raise Unacceptable(_DAMAGED)
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
            reading = _examine(pdf, media_type, limits)
            if pdf_revisions.keeps_earlier(data, pdf):
                reading.keeps_earlier = True
                reading.note("Warning (earlier versions)", _EARLIER)
            return reading
    except pikepdf.PasswordError as error:
        raise Unacceptable(_PROTECTED) from error
    except (pikepdf.PdfError, pikepdf.PikepdfError) as error:
        raise Unacceptable(_DAMAGED) from error


def limit_memory(limits: Limits) -> None:
    """Bound what one stream may unpack to while it is read. For the whole process."""
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=limits.stream,
        png_max_memory=limits.stream,
        tiff_max_memory=limits.stream,
        run_length_max_memory=limits.stream,
        dct_max_memory=limits.stream,
        max_stream_filters=4,
        doc_max_warnings=100,
    )


def _examine(pdf: pikepdf.Pdf, media_type: str, limits: Limits) -> Reading:
    if pdf.is_encrypted:
        raise Unacceptable(_PROTECTED)
    if len(pdf.objects) > limits.objects:
        raise Unacceptable(f"It is made of more than {limits.objects:,} objects.")
    reading = Reading(media_type, pages=len(pdf.pages))
    if not reading.pages:
        raise Unacceptable("It has no pages.")
    if reading.pages > limits.pages:
        raise Unacceptable(
            f"It has {reading.pages:,} pages; the register takes up to {limits.pages:,}. "
            "Upload it in parts."
        )
    unpacked = 0
    for one in _objects(pdf):
        _check(one)
        if isinstance(one, pikepdf.Stream):
            unpacked += _unpacked_size(one)
            if unpacked > _LARGEST_SUM:
                raise Unacceptable(_BURSTS)
        pdf_metadata.note_comment(one, reading)
    seen: set[tuple[int, int]] = set()
    reading.has_text = any(_shows_text(page.obj, seen) for page in pdf.pages)
    pdf_boxes.note_redaction_marks(pdf, reading)
    pdf_boxes.note_covered_text(pdf, reading)
    pdf_metadata.note_metadata(pdf, reading)
    return reading


def _objects(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary and stream, also those no page leads to: another reader may find them."""
    for numbered in pdf.objects:
        waiting = [numbered]
        while waiting:
            one = waiting.pop()
            if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                yield one
                waiting += [value for _, value in _items(one) if _is_direct(value)]
            elif isinstance(one, pikepdf.Array):
                waiting += [value for value in one if _is_direct(value)]


def _items(one: pikepdf.Object) -> list[tuple[str, Any]]:
    return [(key, one.get(key)) for key in one.keys()]  # noqa: SIM118 - not a Python dictionary


def _is_direct(value: Any) -> bool:
    return isinstance(value, pikepdf.Object) and not value.is_indirect


def _check(one: pikepdf.Object) -> None:
    keys = set(one.keys())
    for key in _KEYS.keys() & keys:
        raise Unacceptable(_KEYS[key])
    action, subtype = _name(one, "/S"), _name(one, "/Subtype")
    if refusal := _ACTIONS.get(action) or _SUBTYPES.get(subtype):
        raise Unacceptable(refusal)
    if _name(one, "/Type") == "/EmbeddedFile":
        raise Unacceptable(_ATTACHED)
    if isinstance(one, pikepdf.Stream) and "/F" in keys:
        raise Unacceptable(_OUTSIDE)
    if "/OpenAction" in keys:
        _check_by_itself(one.get("/OpenAction"))
    if isinstance(triggers := one.get("/AA"), pikepdf.Dictionary):
        for _, triggered in _items(triggers):
            _check_by_itself(triggered)
    if action == "/URI" and "/URI" in keys:
        check_link(str(one.get("/URI")))
    if action == "/GoToR":
        _check_other_file(one.get("/F"))


def _check_by_itself(action: Any) -> None:
    """What happens on opening the document or a page, unless it is only a place to show."""
    if isinstance(action, pikepdf.Dictionary) and _name(action, "/S") not in _BY_THEMSELVES:
        raise Unacceptable(_RUNS)


def _check_other_file(target: Any) -> None:
    if not isinstance(target, pikepdf.Dictionary) or _name(target, "/FS") != "/URL":
        raise Unacceptable(_OUTSIDE)
    check_link(str(target.get("/F", "")))


def _name(one: pikepdf.Object, key: str) -> str:
    value = one.get(key)
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _unpacked_size(stream: pikepdf.Stream) -> int:
    filters = stream.get("/Filter", [])
    filters = [filters] if isinstance(filters, pikepdf.Name) else list(filters)
    packers = [str(one) for one in filters if str(one) in _PACKERS]
    if len(packers) > 1:
        raise Unacceptable(_BURSTS)
    if not packers:
        return 0
    if str(filters[0]) not in {"/FlateDecode", "/Fl"}:
        return len(stream.read_bytes(pikepdf.StreamDecodeLevel.specialized))
    return _inflated_size(stream.read_raw_bytes())


def _inflated_size(packed: bytes) -> int:
    """Measured a step at a time, so that measuring a bomb doesn't set it off."""
    inflater, size = zlib.decompressobj(), 0
    try:
        while packed and not inflater.eof:
            size += len(inflater.decompress(packed, _STEP))
            packed = inflater.unconsumed_tail
            if size > _LARGEST_STREAM:
                raise Unacceptable(_BURSTS)
    except zlib.error:
        return size  # readers show what they could unpack, so the page was seen that way
    return size


def _shows_text(drawing: pikepdf.Object, seen: set[tuple[int, int]], around=None) -> bool:
    """Whether a page, or a drawing on it, shows text. A scan shows only its picture.

    `seen` are the drawings already looked at: they may be on many pages, and in each other.
    `around` are the resources of the page, for a drawing that names no resources.
    """
    resources = drawing.get("/Resources", around or pikepdf.Dictionary())
    for instruction in pikepdf.parse_content_stream(drawing, _SHOWING):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "Do":
            inner = resources.get("/XObject", pikepdf.Dictionary()).get(str(operands[0]))
            is_drawing = inner is not None and inner.get("/Subtype") == pikepdf.Name.Form
            if is_drawing and inner.objgen not in seen:
                seen.add(inner.objgen)
                if _shows_text(inner, seen, resources):
                    return True
        elif "/Font" in resources and _is_visible(operands[-1]):
            return True
    return False


def _is_visible(operand: Any) -> bool:
    pieces = list(operand) if isinstance(operand, pikepdf.Array) else [operand]
    return any(isinstance(one, pikepdf.String) and bytes(one).strip() for one in pieces)
