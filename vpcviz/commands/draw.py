"""`vpcviz draw`: an AWS network as a picture."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NamedTuple

from vpcviz.commands.declaring import Argument, Option
from vpcviz.commands.ending import Ended
from vpcviz.commands.live import Live, live_options
from vpcviz.commands.picture_options import (
    AllOption,
    Detail,
    DetailOption,
    FontOption,
    FormatOption,
    IconsOption,
    LinkOption,
    PageOption,
    ScaleOption,
    ShowOption,
    ThemeName,
    ThemeOption,
    TitleOption,
    ViewChoice,
    ViewOption,
    WidthOption,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vpcviz.commands.asking import Asked
    from vpcviz.commands.changed_picture import Marked
    from vpcviz.commands.pictures import Request
    from vpcviz.commands.preparing import Preparation
    from vpcviz.layout import Options
    from vpcviz.model import Network
    from vpcviz.scene import Scene


MANY_PEERINGS = 100
"""With so many peering connections the map is the better picture, and the quicker one."""


class Split(StrEnum):
    """What there is one picture for each of."""

    VPC = "vpc"
    REGION = "region"
    ACCOUNT = "account"


@live_options
def draw(
    live: Live,
    sources: Annotated[
        list[str] | None,
        Argument(metavar="[SOURCE]…", help="Spec, snapshot, or dump files and folders; - is stdin. None: the live account."),
    ] = None,
    output: Annotated[
        list[str] | None,
        Option("--output", "-o", metavar="FILE", help="Where to write; - is stdout. May be given several times."),
    ] = None,
    file_format: FormatOption = None,
    detail: DetailOption = Detail.STANDARD,
    view: ViewOption = ViewChoice.NETWORK,
    vpc: Annotated[
        list[str] | None,
        Option(metavar="VPC", help="Only this VPC (id or name), with what it depends on. Repeatable, as the next four are."),
    ] = None,
    region: Annotated[
        list[str] | None, Option(metavar="REGION", help="Only this region; of the live account: the region to read, or all.")
    ] = None,
    account: Annotated[list[str] | None, Option(metavar="ACCOUNT", help="Only this account (id or name).")] = None,
    tag: Annotated[list[str] | None, Option(metavar="KEY=VALUE", help="Only what is so tagged, and what is in it.")] = None,
    exclude: Annotated[
        list[str] | None, Option(metavar="ID", help="Without this (id or name; a VPC, region, account or any resource).")
    ] = None,
    split: Annotated[
        Split | None,
        Option(
            help="One picture for each of these, and an index with links: a folder -o DIR, or pages -o FILE.pdf, -o FILE.drawio."
        ),
    ] = None,
    findings: Annotated[bool, Option("--findings", help="Mark what `vpcviz check` finds.")] = False,
    trace: Annotated[
        list[str] | None,
        Option(
            "--trace",
            metavar="FROM TO PORT",
            help="HTML: the way of this traffic, step by step; PORT is 443, 53/udp or icmp. Repeatable.",
            words=3,
        ),
    ] = None,
    cost: Annotated[bool, Option("--cost", help="HTML: what each thing costs.")] = False,
    attributes: Annotated[
        bool, Option("--attributes", help="HTML: also what a Terraform plan says of each thing, as it stands there.")
    ] = False,
    theme: ThemeOption = ThemeName.LIGHT,
    scale: ScaleOption = 1.0,
    width: WidthOption = 0,
    page: PageOption = "",
    show: ShowOption = None,
    title: TitleOption = "",
    show_all: AllOption = False,
    icons: IconsOption = None,
    font: FontOption = None,
    link: LinkOption = "",
    no_changes: Annotated[
        bool, Option("--no-changes", help="Of a plan: what is there after it, without marks on what it changes.")
    ] = False,
    redact: Annotated[bool, Option("--redact", help="Stand-ins for account ids, public IPs, names and ids.")] = False,
    embed_source: Annotated[
        bool,
        Option("--embed-source", help="SVG: put the network into the file, private data too; draw takes it as a source."),
    ] = False,
    check: Annotated[
        bool, Option("--check", help="Write nothing; exit with 1 where a file is not what would be drawn now, and say why.")
    ] = False,
) -> None:
    """Draw an AWS network as SVG, PNG, PDF, draw.io or HTML.

    Examples:

      vpcviz draw network.yaml -o network.svg -o network.png

      vpcviz draw dumps/ --detail full --theme auto -o network.svg

      vpcviz draw --profile prod --region eu-west-1 -o prod.svg

      vpcviz draw network.yaml --findings --trace web-1 orders-db 5432 -o network.html

      vpcviz draw estate.json --split vpc -o pictures/

      vpcviz draw estate.json --split vpc --page a3 -o atlas.pdf
    """
    from vpcviz.commands.asking import Answering, Asked, check_asked
    from vpcviz.commands.configuration import read_configuration
    from vpcviz.commands.linking import check_link
    from vpcviz.commands.output_formats import format_of
    from vpcviz.commands.paper import page_of
    from vpcviz.commands.pictures import Request, answering
    from vpcviz.commands.preparing import Preparation
    from vpcviz.commands.showing import show_of
    from vpcviz.errors import UsageError
    from vpcviz.layout import Options
    from vpcviz.model.selection import Selection

    if not output:
        raise UsageError("nothing to write to: give -o FILE.svg or -o FILE.png (or -o - for stdout)")
    given = file_format.value if file_format else ""
    check_link(link)
    sheet, told = page_of(page), show_of(show, detail.value, view.value)
    if link and redact:
        raise UsageError("--link and --redact: stand-ins have no pages; leave one of them out")
    other = f"the view {view.value}" if view not in (ViewChoice.NETWORK, ViewChoice.MAP) else ""
    _check_outputs(output, given, other or ("findings" if findings else "links" if link else ""), split)
    asked = Asked(tuple(map(tuple, trace or ())), findings, cost, link, attributes)  # type: ignore[arg-type]
    formats = [format_of(name, given) for name in output] if not split else []
    answers = check_asked(asked, [one.name for one in formats] if formats else [given], redact=redact)
    # The regions of the live account are those that are read.
    selection = Selection(*(tuple(words or ()) for words in (vpc, region if sources else (), account, tag, exclude)))
    live.attributes = {} if attributes else None
    whole = live.network(sources)
    plain = no_changes or embed_source or any(one.map_only for one in formats)
    preparation = Preparation(selection, redact)
    shown = _shown(whole, None if plain else live.before, preparation, asked)
    network = shown.network
    options = Options(
        detail=detail.value,
        view=view.value,
        fold_defaults=not show_all,
        title=title,
        page=sheet,
        show=told,
        changes=shown.changed.marks,
        notes=shown.changed.notes(network),
    )
    looks = (theme.value, scale, width, tuple(font or ()), icons)
    request = Request(tuple(output), given, *looks, link=link, findings=shown.findings, embed_source=embed_source)
    if answers:
        answered = Answering(whole, asked, read_configuration(), shown.stand_ins, live.granted, live.attributes)
        request = answering(request, answered, None if split else network)
    if check:
        _check(network, options, request, (sources or (), preparation), split)
        return
    words, warnings = _written(network, options, request, split, quiet=live.quiet)
    private = "the SVG holds the network itself: what is private of it, too" if embed_source and not redact else ""
    _say([*warnings, *(() if live.quiet else (private, words))])


class _Shown(NamedTuple):
    """What is drawn: the network, the findings on it by resource, what a plan changes, and (redacted) the stand-ins by id."""

    network: Network
    findings: Mapping[str, Sequence[tuple[str, str, str]]]
    changed: Marked
    stand_ins: Mapping[str, str] | None


def _shown(whole: Network, before: Network | None, preparation: Preparation, asked: Asked) -> _Shown:
    """What is drawn of a network, and of what a plan changes since `before`."""
    from vpcviz.commands.changed_picture import marked, marked_hidden

    changed = marked(before, whole)
    marks = _marks(whole) if asked.findings else {}
    network, marks, ids = preparation.with_marks(changed.network, marks, asked=bool(asked.traces) or before is not None)
    if preparation.redact and before is not None:
        changed = changed._replace(marks=changed.hidden(ids or {}), changes=marked_hidden(before, whole).changes)
    return _Shown(network, marks, changed, ids)


def _check_outputs(output: Sequence[str], given: str, ignored: str, split: Split | None) -> None:
    """Raise UsageError for outputs that cannot be written, or cannot show what is asked for (`ignored`)."""
    from vpcviz.commands.output_formats import check_map_only, check_outputs

    if not split:
        check_outputs(output, given)
        check_map_only(output, given, ignored)
        return
    from vpcviz.commands.atlas import atlas_of
    from vpcviz.commands.split import check_folder

    if atlas_of(output, given) is None:
        check_folder(output, given)


def _written(
    network: Network, options: Options, request: Request, split: Split | None, *, quiet: bool
) -> tuple[str, Sequence[str]]:
    """Draw and write; what was drawn comes back in words (none where nobody is to be told: counting takes time), and what of it
    could not be drawn or read."""
    if not split:
        from vpcviz.commands.pictures import draw_files

        words, warnings = _said(network, draw_files(network, options, request), options, request, quiet=quiet)
        if options.view == "network" and options.detail != "overview" and len(network.peerings) >= MANY_PEERINGS:
            words += "; for so many peering connections, --view map is the clearer picture"
        return words, warnings
    from vpcviz.commands.split import draw_split

    return draw_split(network, options, request, split.value)


def _say(lines: Sequence[str]) -> None:
    """Lines for whoever waits, those that are not empty."""
    from vpcviz.text import terminal

    for line in lines:
        if line:
            print(f"vpcviz: {terminal(line)}", file=sys.stderr)  # noqa: T201


def _check(
    network: Network, options: Options, request: Request, made_of: tuple[Sequence[str], Preparation], split: Split | None
) -> None:
    """Say which of the files are not what would be drawn now, and why. Raises Exit with 1 where one is not."""
    from pathlib import Path

    from vpcviz.commands.freshness import Output, say_stale
    from vpcviz.commands.pictures import made_files
    from vpcviz.commands.split import make_split, outputs_of
    from vpcviz.errors import UsageError

    if "-" in request.outputs:
        raise UsageError("--check compares with files that are there: it goes without -o -")
    sources, preparation = made_of
    if split:
        made = make_split(network, options, request, split.value)
        if say_stale(outputs_of(made, sources, preparation.of)):
            raise Ended(1)
        return
    files, _ = made_files(network, options, request)
    if say_stale([Output(Path(name), data, network, sources, preparation.of) for name, data in files.items()]):
        raise Ended(1)


def _said(network: Network, scene: Scene | None, options: Options, request: Request, *, quiet: bool) -> tuple[str, list[str]]:
    """What was drawn and written, in words, and what of it could not be drawn or read."""
    from vpcviz.commands.output_formats import format_of
    from vpcviz.commands.paper import too_small
    from vpcviz.commands.pictures import summary, without_glyphs

    words = [summary(scene)] if scene is not None and not quiet else []
    written = {made.name: made for output in request.outputs if (made := format_of(output, request.format)).summary}
    words += [made.summary(network) for made in written.values() if made.summary and not quiet]
    warnings = [without_glyphs(scene, request), too_small(scene, options, network)] if scene is not None else []
    return "; ".join(words), warnings


def _marks(network: Network) -> Mapping[str, Sequence[tuple[str, str, str]]]:
    """The findings of the whole network, less those that the configuration ignores, by resource."""
    from vpcviz.commands.configuration import read_configuration
    from vpcviz.cost import load_prices
    from vpcviz.findings import by_resource

    configuration = read_configuration()
    return by_resource(network, load_prices(configuration.prices), configuration.ignores)
