"""SHA-256 of short texts, by Python's own code: loading OpenSSL, as `hashlib` does, takes longer than reading a spec."""

from collections.abc import Callable
from importlib import import_module
from typing import Any


def _own() -> Callable[[bytes], Any]:
    """Python's own function, wherever this Python has it; it is where `random` looks for its hash."""
    for name in ("_sha2", "_sha256", "hashlib"):
        try:
            found: Callable[[bytes], Any] = import_module(name).sha256
        except ImportError:
            continue
        return found
    raise ImportError("this Python has no SHA-256")


_SHA256 = _own()


def sha256_of(text: str) -> bytes:
    """The 32 bytes of a text's hash."""
    digest: bytes = _SHA256(text.encode("utf-8", "surrogatepass")).digest()
    return digest
