"""Networks as files: snapshots, and specs to start from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vpcviz.errors import InputError, UsageError

if TYPE_CHECKING:
    from vpcviz.model import Network


PICTURES = (".svg", ".png", ".dot", ".gv", ".pdf", ".html")
"""Endings of files that are no documents."""


def check_document_output(output: str) -> None:
    """`check_output` for a snapshot or spec: a picture's name is refused, too."""
    check_output(output)
    if output.lower().endswith(PICTURES):
        raise UsageError(f"{output}: a scan writes data, expected .json or .yaml; `vpcviz draw` makes pictures")


def check_output(output: str) -> None:
    """Raise UsageError, before anything is asked of AWS, where a file could not be written."""
    if output == "-":
        return
    if not output:
        raise UsageError("the name of the output is empty; give -o FILE")
    path = Path(output)
    if path.is_dir():
        raise UsageError(f"{output} is a folder; name a file in it")
    if not path.parent.is_dir():
        raise UsageError(f"{output} cannot be written: there is no folder {path.parent}")


def document_of(network: Network, as_yaml: bool) -> tuple[bytes, list[str]]:
    """The network as a JSON snapshot, or as a YAML spec; with notes on what keeps the spec from being read, if anything does."""
    from vpcviz.spec import dump_json, dump_yaml, load_document

    if not as_yaml:
        return dump_json(network), []
    data = dump_yaml(_as_spec(network))
    try:
        load_document("the spec", data)
    except InputError as error:
        problems = [f"line {problem.line}: {problem.message}" for problem in error.problems[:20]]
        more = f" (and {len(error.problems) - 20} more)" if len(error.problems) > 20 else ""
        return data, [
            f"AWS has what a spec may not have: change {len(error.problems)} things{more}, or put `origin: scan` into the file",
            *problems,
        ]
    return data, []


def _as_spec(network: Network) -> Network:
    """The network as a spec; DHCP option sets that were not read ("default" is AWS's word for none) are left to the default."""
    from msgspec import structs

    vpcs = tuple(vpc if vpc.dhcp_options in network.by_id else structs.replace(vpc, dhcp_options="") for vpc in network.vpcs)
    return structs.replace(network, origin="spec", vpcs=vpcs)


def write_document(output: str, data: bytes) -> None:
    """Write a whole file or none; `-` is stdout."""
    from vpcviz.output import write_all, write_stdout

    if output == "-":
        write_stdout(data)
    else:
        write_all({Path(output): data})
