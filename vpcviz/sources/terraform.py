"""Plans and states of Terraform and OpenTofu, as `terraform show -json` prints them or as a state file keeps them."""

import json
from collections.abc import Mapping
from typing import Any

from vpcviz.errors import InputError, Problem
from vpcviz.model import Network
from vpcviz.sources.others import PLAN, STATE, tool_file


def is_terraform(data: bytes) -> bool:
    """Whether a file is a plan or a state as JSON."""
    return tool_file(_utf8(data)) in (PLAN, STATE)


def load_after(source: str, data: bytes, notes: list[str] | None) -> Network:
    """The network of a state, or of a plan once it is applied. Raises InputError where it cannot be read."""
    from vpcviz.terraform.loading import after

    return after(_document(source, data), source, notes)


def load_both(source: str, data: bytes, notes: list[str] | None) -> tuple[Network, Network]:
    """The networks before and after a plan. Raises InputError where the file is none, or cannot be read."""
    from vpcviz.terraform.loading import after, before

    document = _document(source, data)
    old = before(document, source, None)
    if old is None:
        raise InputError(
            Problem("a state holds one network, and there is nothing to compare it with", source, expected="a plan, or a NEW")
        )
    return old, after(document, source, notes)


def _utf8(data: bytes) -> bytes:
    """The file without the mark that PowerShell's `>` puts before it, and not in its UTF-16."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").encode()
    return data.removeprefix(b"\xef\xbb\xbf")


def _document(source: str, data: bytes) -> Mapping[str, Any]:
    """The parsed file. What is in it is not shown: it may be secret."""
    from vpcviz.terraform.loading import is_readable

    what = tool_file(_utf8(data)) or "no plan"
    expected = "what `terraform show -json` prints of a plan or a state, or a terraform.tfstate of version 4"
    try:
        document = json.loads(_utf8(data))
    except (ValueError, RecursionError):
        raise InputError(Problem(f"this is {what} that is cut off, or no JSON", source, expected=expected)) from None
    if not isinstance(document, Mapping) or what not in (PLAN, STATE) or not is_readable(document):
        raise InputError(Problem(f"this is {what} of a form that vpcviz cannot read", source, expected=expected))
    return document
