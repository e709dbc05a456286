"""When Python looks for garbage that is held in circles, and what it need not take apart."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_kept: list[object] | None = None


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for none meanwhile: where hundreds of thousands of records are made, none of them in a circle, that only takes time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@contextmanager
def unsearched() -> Iterator[None]:
    """What is there already is not looked through for garbage meanwhile: between many pictures of parts of a large network."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def keep_until_end() -> None:
    """The process ends with one command, that makes one answer: from now on `keep` keeps."""
    global _kept
    _kept = []


def keep(*made: object) -> None:
    """Keep large things until the process ends, if it does so soon: taking their records apart before would only take time."""
    if _kept is not None:
        _kept.extend(made)
