"""`vpcviz draw`: an AWS network as a picture."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from vpcviz.commands.declaring import Option
from vpcviz.commands.live import Live, live_options
from vpcviz.commands.options import Redact, Sources
from vpcviz.commands.picture_options import Detail, DetailOption, FormatOption, Looks, ViewChoice, ViewOption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vpcviz.commands.asking import Asked
    from vpcviz.commands.drawn_network import DrawnNetwork
    from vpcviz.commands.pictures import Request
    from vpcviz.commands.split_parts import By
    from vpcviz.layout import Options
    from vpcviz.model import Network
    from vpcviz.render.formats import Format


class Split(StrEnum):
    """What there is one picture for each of."""

    VPC = "vpc"
    REGION = "region"
    ACCOUNT = "account"


class DrawOptions(Looks):
    """What `vpcviz draw` is given."""

    sources: Sources = None
    output: Annotated[
        list[str] | None,
        Option("--output", "-o", metavar="FILE", help="Where to write; - is stdout. May be given several times."),
    ] = None
    file_format: FormatOption = None
    detail: DetailOption = Detail.STANDARD
    view: ViewOption = ViewChoice.NETWORK
    vpc: Annotated[
        list[str] | None,
        Option(metavar="VPC", help="Only this VPC (id or name), with what it depends on. Repeatable, as the next four are."),
    ] = None
    region: Annotated[
        list[str] | None, Option(metavar="REGION", help="Only this region; of the live account: the region to read, or all.")
    ] = None
    account: Annotated[list[str] | None, Option(metavar="ACCOUNT", help="Only this account (id or name).")] = None
    tag: Annotated[list[str] | None, Option(metavar="KEY=VALUE", help="Only what is so tagged, and what is in it.")] = None
    exclude: Annotated[
        list[str] | None, Option(metavar="ID", help="Without this (id or name; a VPC, region, account or any resource).")
    ] = None
    split: Annotated[
        Split | None,
        Option(
            help="One picture for each of these, and an index with links: a folder -o DIR, or pages -o FILE.pdf, -o FILE.drawio."
        ),
    ] = None
    findings: Annotated[bool, Option("--findings", help="Mark what `vpcviz check` finds.")] = False
    trace: Annotated[
        list[str] | None,
        Option(
            "--trace",
            metavar="FROM TO PORT",
            help="HTML: the way of this traffic, step by step; PORT is 443, 53/udp or icmp. Repeatable.",
            words=3,
        ),
    ] = None
    cost: Annotated[bool, Option("--cost", help="HTML: what each thing costs.")] = False
    attributes: Annotated[
        bool, Option("--attributes", help="HTML: also what a Terraform plan says of each thing, as it stands there.")
    ] = False
    no_changes: Annotated[
        bool, Option("--no-changes", help="Of a plan: what is there after it, without marks on what it changes.")
    ] = False
    redact: Redact = False
    embed_source: Annotated[
        bool,
        Option("--embed-source", help="SVG: put the network into the file, private data too; draw takes it as a source."),
    ] = False
    check: Annotated[
        bool, Option("--check", help="Write nothing; exit with 1 where a file is not what would be drawn now, and say why.")
    ] = False


@live_options
def draw(live: Live, given: DrawOptions) -> None:
    """Draw an AWS network as SVG, PNG, PDF, draw.io or HTML.

    Examples:

      vpcviz draw network.yaml -o network.svg -o network.png

      vpcviz draw dumps/ --detail full --theme auto -o network.svg

      vpcviz draw --profile prod --region eu-west-1 -o prod.svg

      vpcviz draw network.yaml --findings --trace web-1 orders-db 5432 -o network.html

      vpcviz draw estate.json --split vpc -o pictures/

      vpcviz draw estate.json --split vpc --page a3 -o atlas.pdf
    """
    from vpcviz.commands.asking import Asked
    from vpcviz.commands.draw_outputs import check_pictures, write_pictures
    from vpcviz.commands.drawn_network import drawn_network
    from vpcviz.commands.preparing import Preparation
    from vpcviz.model.selection import Selection

    asked = Asked(tuple(map(tuple, given.trace or ())), given.findings, given.cost, given.link, given.attributes)  # type: ignore[arg-type]
    with_answers = _check_given(given, asked)
    # The regions of the live account are those that are read.
    regions = given.region if given.sources else ()
    words = (given.vpc, regions, given.account, given.tag, given.exclude)
    preparation = Preparation(Selection(*(tuple(one or ()) for one in words)), given.redact)
    live.attributes = {} if given.attributes else None
    whole = live.network(given.sources)
    shown = drawn_network(whole, live.before if _marks_changes(given) else None, preparation, asked)
    options, request = _options(given, shown), _request(given, shown)
    if with_answers:
        request = _answered(request, shown, (whole, asked, live), split=given.split is not None)
    split: By | None = given.split.value if given.split else None
    if given.check:
        check_pictures(shown.network, options, request, (given.sources or (), preparation), split)
    else:
        _say(given, *write_pictures(shown.network, options, request, split, quiet=live.quiet), quiet=live.quiet)


def _check_given(given: DrawOptions, asked: Asked) -> bool:
    """Whether any of the outputs shows answers. Raises UsageError for what cannot be done or does not go together."""
    from vpcviz.commands.asking import check_asked
    from vpcviz.commands.linking import check_link
    from vpcviz.errors import UsageError

    if not given.output:
        raise UsageError("nothing to write to: give -o FILE.svg or -o FILE.png (or -o - for stdout)")
    check_link(given.link)
    given.sheet_and_show(given.detail, given.view)
    if given.link and given.redact:
        raise UsageError("--link and --redact: stand-ins have no pages; leave one of them out")
    _check_outputs(given)
    return check_asked(asked, [one.name for one in _formats(given)] or [_format(given)], redact=given.redact)


def _format(given: DrawOptions) -> str:
    """The format that is given by name, "" where none is."""
    return given.file_format.value if given.file_format else ""


def _formats(given: DrawOptions) -> list[Format]:
    """The format of each output; of pictures that are split they are told otherwise."""
    from vpcviz.commands.output_formats import format_of

    return [format_of(name, _format(given)) for name in given.output or ()] if not given.split else []


def _marks_changes(given: DrawOptions) -> bool:
    """Whether a picture of a plan marks what it changes."""
    return not (given.no_changes or given.embed_source or any(one.map_only for one in _formats(given)))


def _options(given: DrawOptions, shown: DrawnNetwork) -> Options:
    """What is shown, and how much of it."""
    from vpcviz.layout import Options

    sheet, show = given.sheet_and_show(given.detail, given.view)
    return Options(
        detail=given.detail.value,
        view=given.view.value,
        fold_defaults=not given.show_all,
        title=given.title,
        page=sheet,
        show=show,
        changes=shown.changed.marks,
        notes=shown.changed.notes(shown.network),
    )


def _request(given: DrawOptions, shown: DrawnNetwork) -> Request:
    """Which files are wanted, and how they look."""
    from vpcviz.commands.pictures import Request

    return Request(
        tuple(given.output or ()),
        _format(given),
        *given.looks(),
        link=given.link,
        findings=shown.findings,
        embed_source=given.embed_source,
    )


def _answered(request: Request, shown: DrawnNetwork, about: tuple[Network, Asked, Live], *, split: bool) -> Request:
    """The request with the answers of the whole network that its pictures show."""
    from vpcviz.commands.asking import Answering
    from vpcviz.commands.configuration import read_configuration
    from vpcviz.commands.pictures import answering

    whole, asked, live = about
    answers = Answering(whole, asked, read_configuration(), shown.stand_ins, live.granted, live.attributes)
    return answering(request, answers, None if split else shown.network)


def _check_outputs(given: DrawOptions) -> None:
    """Raise UsageError for outputs that cannot be written, or cannot show what is asked for."""
    from vpcviz.commands.output_formats import check_map_only, check_outputs

    output = given.output or ()
    if not given.split:
        view = f"the view {given.view.value}" if given.view not in (ViewChoice.NETWORK, ViewChoice.MAP) else ""
        check_outputs(output, _format(given))
        check_map_only(output, _format(given), view or ("findings" if given.findings else "links" if given.link else ""))
        return
    from vpcviz.commands.atlas import atlas_of
    from vpcviz.commands.split import check_folder

    if atlas_of(output, _format(given)) is None:
        check_folder(output, _format(given))


def _say(given: DrawOptions, words: str, warnings: Sequence[str], *, quiet: bool) -> None:
    """Say what was written, and what is to be known of it."""
    from vpcviz.text import terminal

    private = "the SVG holds the network itself: what is private of it, too" if given.embed_source and not given.redact else ""
    for line in [*warnings, *(() if quiet else (private, words))]:
        if line:
            print(f"vpcviz: {terminal(line)}", file=sys.stderr)  # noqa: T201
