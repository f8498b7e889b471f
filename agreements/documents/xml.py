"""Reading untrusted XML: as a stream, without entities, and without fetching anything."""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple
from xml.parsers import expat

from .acceptance import Unacceptable

CHUNK = 65_536
DEEPEST = 300


class Element(NamedTuple):
    """An element when it ends. Names are without namespace: "creator", not "dc:creator"."""

    name: str
    attributes: dict[str, str]
    text: str  # its own, without that of the elements inside it
    around: tuple[str, ...]  # its ancestors, the outermost first


class _Reader:
    """Collects the elements that have ended. Only what is open, and how deep, is remembered."""

    def __init__(self):
        self.ended: list[Element] = []
        self.names: list[str] = []
        self.open: list[tuple[dict[str, str], list[str]]] = []

    def start(self, name, attributes):
        if len(self.names) == DEEPEST:
            raise Unacceptable("Its parts are nested too deeply to be an ordinary document.")
        self.names.append(_local(name))
        self.open.append(({_local(key): value for key, value in attributes.items()}, []))

    def text(self, text):
        self.open[-1][1].append(text)

    def end(self, name):
        attributes, pieces = self.open.pop()
        name = self.names.pop()
        self.ended.append(Element(name, attributes, "".join(pieces), tuple(self.names[-2:])))

    def entity(self, *declaration):
        raise Unacceptable("It declares XML entities, which no ordinary document does.")


def elements(stream: BinaryIO) -> Iterator[Element]:
    """Every element, in the order they end. Raises expat.ExpatError if it isn't well-formed."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = reader.entity
    while chunk := stream.read(CHUNK):
        parser.Parse(chunk, False)
        yield from reader.ended
        reader.ended.clear()
    parser.Parse(b"", True)
    yield from reader.ended


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
