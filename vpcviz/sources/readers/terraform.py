"""Plans and states of Terraform and OpenTofu, as `terraform show -json` prints them or as a state file keeps them."""

from collections.abc import Mapping, Sequence
from typing import Any

from vpcviz.errors import InputError, Problem
from vpcviz.model import Network
from vpcviz.sources.other_tools import PLAN, STATE, tool_file
from vpcviz.sources.source import Given, Reading, Source, register


def recognises(given: Given) -> bool:
    """Whether it is a plan or a state as JSON."""
    return not given.is_folder and tool_file(_utf8(given.data)) in (PLAN, STATE)


def read(given: Sequence[Given], reading: Reading) -> Network:
    """The network of a state, or of a plan once it is applied. Raises InputError where it cannot be read."""
    from vpcviz.terraform.loading import after

    (one,) = given
    return after(_document(one), one.name, reading.notes, reading.granted, reading.attributes)


def read_change(given: Sequence[Given], reading: Reading) -> tuple[Network, Network] | None:
    """The networks before and after a plan; None for a state. Raises InputError for what cannot be read."""
    from vpcviz.terraform.loading import after, before

    (one,) = given
    document = _document(one)
    old = before(document, one.name, None, reading.granted)
    if old is None:
        return None
    return old, after(document, one.name, reading.notes, reading.granted, reading.attributes)


def _utf8(data: bytes) -> bytes:
    """The file without the mark that PowerShell's `>` puts before it, and not in its UTF-16."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").encode()
    return data.removeprefix(b"\xef\xbb\xbf")


def _document(given: Given) -> Mapping[str, Any]:
    """The parsed file. What is in it is not shown: it may be secret."""
    import json

    from vpcviz.terraform.loading import is_readable

    data = _utf8(given.data)
    what = tool_file(data)
    expected = "what `terraform show -json` prints of a plan or a state, or a terraform.tfstate of version 4"
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        raise InputError(Problem(f"this is {what} that is cut off, or no JSON", given.name, expected=expected)) from None
    if not isinstance(document, Mapping) or not is_readable(document):
        raise InputError(Problem(f"this is {what} of a form that vpcviz cannot read", given.name, expected=expected))
    return document


TERRAFORM = register(Source("a plan or state", 70, recognises, read, joins=True, change=read_change))
