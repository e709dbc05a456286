"""`vpcviz diff`: what differs between two networks."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from vpcviz.commands.live import Live, live_options
from vpcviz.commands.options import Wide
from vpcviz.commands.picture_options import Detail, ThemeName

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vpcviz.changes import Changes
    from vpcviz.commands.pictures import Request
    from vpcviz.model import Network
    from vpcviz.model.resources import Gap

LIVE = "live"
"""The word for the live account; a file of that name goes first."""


class DiffFormat(StrEnum):
    """The format of the report."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


@live_options
def diff(
    live: Live,
    old: Annotated[str, typer.Argument(metavar="OLD", help="Spec, snapshot, dump, REVISION:PATH of git, live, or a plan.")],
    new: Annotated[
        str, typer.Argument(metavar="[NEW]", help="The same of the newer network; not for a plan, which holds both.")
    ] = "",
    report_format: Annotated[DiffFormat, typer.Option("--format", help="The format of the report.")] = DiffFormat.TEXT,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 where anything differs.")] = False,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="KIND", help="Only this kind, such as subnet. Repeatable.")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", metavar="KIND", help="Without this kind. Repeatable.")] = None,
    output: Annotated[
        list[str] | None, typer.Option("--output", "-o", metavar="PICTURE", help="Draw both networks as one picture (.svg, .png).")
    ] = None,
    detail: Annotated[Detail, typer.Option(help="The picture: how much is drawn.")] = Detail.FULL,
    theme: Annotated[ThemeName, typer.Option(help="The picture: its colours.")] = ThemeName.LIGHT,
    scale: Annotated[float, typer.Option(help="PNG: pixels for each px of the picture.")] = 1.0,
    width: Annotated[int, typer.Option(help="PNG: width in pixels, instead of --scale.")] = 0,
    redact: Annotated[bool, typer.Option("--redact", help="Stand-ins for account ids, public IPs, names and ids.")] = False,
    wide: Wide = False,
) -> None:
    """Say what differs between two networks.

    What is new, gone or changed, kind by kind, with the fields that differ. Things are paired by id; where ids are made up or a
    thing was made again, by name and place. What was not read on one side is not told as new or gone.

    A plan of Terraform or OpenTofu (`terraform show -json`) alone is compared with itself: what is there before and after it.

    Exit code 0; with --exit-code 1 where anything differs.

    Examples:

      vpcviz diff before.json after.json

      vpcviz diff HEAD~1:network.yaml network.yaml --format markdown

      vpcviz diff prod.json live --profile prod --exit-code

      terraform show -json tfplan | vpcviz diff -
    """
    from vpcviz.changes import compare
    from vpcviz.commands.pictures import Request, check_map_only, check_outputs
    from vpcviz.output import write_stdout
    from vpcviz.reports.changes import changes_json, changes_markdown, changes_text

    wanted = _wanted(only or (), ignore or ())
    request = Request(tuple(output or ()), theme=theme.value, scale=scale, width=width)
    check_outputs(request.outputs, "", has_option=False)
    check_map_only(request.outputs, "", "changes")
    networks = _both(live, old, new) if new else _of_change(live, old)
    if redact:
        from vpcviz.redaction import redacted

        networks = redacted(networks[0]), redacted(networks[1])
    found = compare(*networks, wanted)
    if report_format == DiffFormat.JSON:
        text = changes_json(found)
    elif report_format == DiffFormat.MARKDOWN:
        text = changes_markdown(found)
    else:
        text = changes_text(found, wide)
    if request.outputs:
        _draw(networks, found, request, detail.value)
    if "-" not in request.outputs:
        write_stdout(text.encode())
    if exit_code and found.changes:
        raise typer.Exit(1)


def _draw(networks: tuple[Network, Network], found: Changes, request: Request, detail: str) -> None:
    """One picture of both networks, with what differs marked and in words."""
    import msgspec

    from vpcviz.changes.union import union
    from vpcviz.commands.pictures import draw_files
    from vpcviz.layout import Options
    from vpcviz.reports.changes import brief, summary

    both, marks = union(*networks, found)
    title = f"{networks[1].title or networks[0].title or 'AWS network'}: what differs"
    words = summary(found) or "nothing differs"
    shown = msgspec.structs.replace(both, description=f"{words[0].upper()}{words[1:]}.")
    options = Options(detail=detail, title=title, notes=tuple(brief(found)), changes=marks)  # type: ignore[arg-type]
    draw_files(shown, options, request)


def _both(live: Live, old: str, new: str) -> tuple[Network, Network]:
    """The two networks; what was not read of either counts under --strict."""
    from pathlib import Path

    from vpcviz.errors import UsageError

    alive = [word == LIVE and not Path(word).exists() for word in (old, new)]
    if live.chosen and not any(alive):
        raise UsageError("the live account's options are given, and neither OLD nor NEW is the word live")
    if old == new == "-":
        raise UsageError("only one of OLD and NEW can be -")
    found = []
    gaps: tuple[Gap, ...] = ()
    for word, is_live in zip((old, new), alive, strict=True):
        found.append(live.network(None) if is_live else _read(live, word))
        gaps += live.gaps
    live.gaps = gaps
    return found[0], found[1]


def _of_change(live: Live, source: str) -> tuple[Network, Network]:
    """The networks before and after of a source that holds both."""
    from vpcviz.errors import UsageError
    from vpcviz.sources import load_change

    if live.chosen:
        raise UsageError("the live account's options are given, and there is no NEW; one of OLD and NEW is to be the word live")
    notes: list[str] = []
    networks = load_change(source, notes)
    live.took(tuple(dict.fromkeys((*networks[0].gaps, *networks[1].gaps))), notes, [source])
    return networks


def _read(live: Live, word: str) -> Network:
    from contextlib import nullcontext

    from vpcviz.sources.revisions import at_revision, is_revision

    with at_revision(word) if is_revision(word) else nullcontext(word) as path:
        return live.network([path], beside=True)


def _wanted(only: Sequence[str], ignore: Sequence[str]) -> Callable[[str], bool]:
    """Whether a kind is to be compared. Raises UsageError for kinds that there are not."""
    from vpcviz.errors import UsageError
    from vpcviz.model.collections import CLASSES
    from vpcviz.spec.problems import nearest_word

    kinds = {word: record.KIND for name, record in CLASSES.items() for word in (record.KIND, name)}
    chosen: list[set[str]] = []
    for words in (only, ignore):
        for word in words:
            if word not in kinds:
                near = nearest_word(word, kinds)
                raise UsageError(
                    f"there is no kind {word}" + (f'; did you mean "{near}"?' if near else ", expected one such as subnet")
                )
        chosen.append({kinds[word] for word in words})
    return lambda kind: (not chosen[0] or kind in chosen[0]) and kind not in chosen[1]
