"""PDFs that are files of another kind as well: what is checked is not what another program opens.

Readers of archives look for their parts and directory anywhere, and browsers for a web page.
"""

import re

from .acceptance import Unacceptable

_END = b"%%EOF"
_SPACE = b"\0\t\n\f\r "
# With the fields after the signature, which a run of packed bytes does not have by chance: in a
# part, the version needed and the way of packing; in the end of a directory, two zero disk numbers.
_ARCHIVE = re.compile(
    rb"PK\x03\x04[\x0a-\x3f]\x00..[\x00-\x0e\x5d-\x63]\x00"
    rb"|PK\x01\x02.[\x00-\x13][\x0a-\x3f]\x00..[\x00-\x0e\x5d-\x63]\x00"
    rb"|PK\x05\x06\x00\x00\x00\x00",
    re.DOTALL,
)
_PAGE = re.compile(rb"<(html|script|iframe|!doctype\s+html)[\s>]", re.IGNORECASE)


def check_one_kind(data: bytes) -> None:
    """Refuse a PDF with something before or after it, or with a file of another kind in it.

    Not found: a kind that has neither a signature nor a fixed place, such as some pictures.
    """
    if not data.startswith(b"%PDF-"):
        raise Unacceptable("Its name says it is a PDF, but it does not begin as one.")
    _, end, after = data.rpartition(_END)
    if end and after.strip(_SPACE):
        raise Unacceptable(
            "It goes on after its end, as no PDF does. Print it to a new PDF and upload that."
        )
    for kind, pattern in {"an archive": _ARCHIVE, "a web page": _PAGE}.items():
        if pattern.search(data):
            raise Unacceptable(
                f"It is also {kind}, and another program might open it as that. Print it to a new "
                "PDF and upload that."
            )
