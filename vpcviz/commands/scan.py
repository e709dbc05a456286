"""`vpcviz scan`: a live account (or dumps) as a snapshot file that every command reads."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from vpcviz.commands.declaring import Argument, Given, Option
from vpcviz.commands.live import Live, live_options

if TYPE_CHECKING:
    from vpcviz.model import Network


class DocumentFormat(StrEnum):
    """The kind of document to write."""

    JSON = "json"
    YAML = "yaml"


class ScanOptions(Given):
    """What `vpcviz scan` is given."""

    sources: Annotated[
        list[str] | None, Argument(metavar="[SOURCE]…", help="Dumps or a snapshot to rewrite; none: the live account.")
    ] = None
    output: Annotated[str, Option("--output", "-o", help="Where to write; - is stdout.")] = "-"
    file_format: Annotated[
        DocumentFormat | None,
        Option("--format", help="json: a snapshot; yaml: a spec to start from. By the ending where not given."),
    ] = None
    vpc: Annotated[
        list[str] | None, Option(metavar="VPC", help="Keep only this VPC (id or name), with what it depends on. Repeatable.")
    ] = None
    tag: Annotated[
        list[str] | None, Option(metavar="KEY=VALUE", help="Keep only what is so tagged, and what is in it. Repeatable.")
    ] = None
    redact: Annotated[
        bool,
        Option("--redact", help="Stand-ins for account ids, public IPs, names and ids; no tags, policies, descriptions."),
    ] = False
    stamp: Annotated[bool, Option("--stamp", help="Write the time of the scan into the file.")] = False


@live_options
def scan(live: Live, given: ScanOptions) -> None:
    """Save an AWS account's network as a snapshot.

    Every command takes the file as its source. The scan only reads.

    Examples:

      vpcviz scan --profile prod --region eu-west-1 -o prod.json

      vpcviz scan --region all --role-arn arn:aws:iam::111122223333:role/reader -o estate.json

      vpcviz scan --vpc vpc-0a1b2c3d --format yaml -o network.yaml

      vpcviz scan prod.json --redact -o shared.json
    """
    from vpcviz.commands.documents import check_document_output, document_of, write_document

    output = given.output
    as_yaml = given.file_format is DocumentFormat.YAML or (given.file_format is None and output.lower().endswith((".yaml", ".yml")))
    check_document_output(output)
    live.kept = output if output != "-" and not as_yaml and not given.redact else ""
    network = _wanted(live.network(given.sources), given)
    data, notes = _redacted(network, given, as_yaml) if given.redact else document_of(_stamped(network, given), as_yaml)
    write_document(output, data)
    if not live.quiet:
        from vpcviz.text import terminal

        for line in [*notes, f"{'wrote ' + output if output != '-' else 'read'}: {_counts(network)}"]:
            print(f"vpcviz: {terminal(line)}", file=sys.stderr)  # noqa: T201


def _wanted(whole: Network, given: ScanOptions) -> Network:
    """The part of what was read that is kept."""
    from vpcviz.model.narrowing import narrow
    from vpcviz.model.selection import Selection

    return narrow(whole, Selection(vpcs=tuple(given.vpc or ()), tags=tuple(given.tag or ())))


def _redacted(network: Network, given: ScanOptions, as_yaml: bool) -> tuple[bytes, list[str]]:
    """The document of the redacted network, and notes on it."""
    from vpcviz.commands.documents import document_of
    from vpcviz.redaction import redacted
    from vpcviz.redaction.redact import redacted_json

    if as_yaml:
        return document_of(_stamped(redacted(network), given), as_yaml)
    return redacted_json(network, _now(given)), []


def _stamped(network: Network, given: ScanOptions) -> Network:
    """The network with the time, where that is asked for."""
    from msgspec import structs

    return structs.replace(network, stamp=_now(given)) if given.stamp else network


def _now(given: ScanOptions) -> str:
    """The time, where that is asked for."""
    from datetime import UTC, datetime

    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if given.stamp else ""


def _counts(network: Network) -> str:
    """What the network holds, in a few words."""
    named = (
        ("VPC", len(network.vpcs)),
        ("subnet", len(network.subnets)),
        ("network interface", len(network.network_interfaces)),
        ("resource", sum(1 for _ in network)),
    )
    words = [f"{count} {name}{'' if count == 1 else 's'}" for name, count in named]
    return f"{', '.join(words[:-1])}, {words[-1]} in all"
