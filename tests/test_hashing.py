"""The hash of short texts is SHA-256, whichever code makes it, and its like is found where a Python has none of its own."""

import sys
from hashlib import sha256

import pytest

from vpcviz import hashing


@pytest.mark.parametrize("text", ["", "vpce-1", "ü\udcff", "a" * 5000])
def test_it_is_sha_256(text: str) -> None:
    assert hashing.sha256_of(text) == sha256(text.encode("utf-8", "surrogatepass")).digest()


def test_a_python_without_its_own_takes_hashlib(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_sha2", "_sha256"):
        monkeypatch.setitem(sys.modules, name, None)
    assert hashing._own() is sha256
