"""Whatever is uploaded, the answer is reading or a refusal in words; never another exception."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.documents.acceptance import Reading, Unacceptable

from .samples import examine, lawful

FILES = lawful()
KINDS = st.sampled_from(sorted(FILES))


def examined(data: bytes, extension: str) -> None:
    try:
        reading = examine(data, extension)
    except Unacceptable as refused:
        assert str(refused).endswith(".")
    else:
        assert isinstance(reading, Reading)


@given(KINDS, st.binary(max_size=300))
def test_random_bytes(extension, data):
    examined(data, extension)


@given(KINDS, st.binary(max_size=300))
def test_random_bytes_after_a_right_beginning(extension, data):
    examined(FILES[extension][:8] + data, extension)


@given(KINDS, st.integers(min_value=0))
def test_cut_off(extension, length):
    data = FILES[extension]
    examined(data[: length % len(data)], extension)


@given(KINDS, st.lists(st.tuples(st.integers(min_value=0), st.binary(max_size=6)), max_size=8))
def test_overwritten(extension, changes):
    data = bytearray(FILES[extension])
    for position, piece in changes:
        position %= len(data)
        data[position : position + len(piece)] = piece
    examined(bytes(data), extension)


@pytest.mark.parametrize("extension", sorted(FILES))
@given(other=KINDS)
def test_one_kind_by_the_name_of_another(extension, other):
    examined(FILES[other], extension)
    if other != extension and {other, extension} != {"csv", "txt"}:
        with pytest.raises(Unacceptable):
            examine(FILES[other], extension)
