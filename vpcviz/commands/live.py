"""The live account as a source, for every command: its options, its progress, and what is said when something was not read.

A command takes part by the decorator `live_options` and a parameter `live: Live`:

    @live_options
    def check(live: Live, given: CheckOptions) -> None:
        network = live.network(given.sources)
"""

from __future__ import annotations

import functools
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from msgspec import Struct, field, structs

from vpcviz.aws.access import Access, check_names
from vpcviz.commands.declaring import Option, call, has
from vpcviz.commands.ending import Ended
from vpcviz.commands.parameters import parameters_of, taken_by_none
from vpcviz.errors import AccessError, IncompleteError, UsageError
from vpcviz.garbage import keep

if TYPE_CHECKING:
    from vpcviz.model import Network
    from vpcviz.model.resources import Gap

PANEL = "The live account (where no SOURCE is given)"


def _option(*names: str, text: str, **more: Any) -> Any:
    return Option(*names, help=text, panel=PANEL, **more)


OPTIONS: dict[str, tuple[Any, Any]] = {
    "profile": (Annotated[str, _option("--profile", metavar="NAME", text="Profile of the AWS configuration.")], ""),
    "region": (
        Annotated[list[str] | None, _option("--region", metavar="REGION", text="Region; repeatable; all: every enabled one.")],
        None,
    ),
    "role_arn": (
        Annotated[list[str] | None, _option("--role-arn", metavar="ARN", text="Role to assume; repeatable: one account each.")],
        None,
    ),
    "external_id": (Annotated[str, _option("--external-id", text="External id for --role-arn and --organization.")], ""),
    "organization": (
        Annotated[
            str,
            _option("--organization", text="Every active account of the organization, by the role of this name.", metavar="ROLE"),
        ],
        "",
    ),
    "config_aggregator": (
        Annotated[
            str,
            _option(
                "--config-aggregator",
                text="What AWS Config recorded of all its accounts, by the aggregator of this name.",
                metavar="NAME",
            ),
        ],
        "",
    ),
    "endpoint_url": (Annotated[str, _option("--endpoint-url", text="Another endpoint for all services, as AWS_ENDPOINT_URL.")], ""),
    "max_workers": (Annotated[int, _option("--max-workers", text="The most calls at once.", min=1, max=256)], Access().max_workers),
    "strict": (Annotated[bool, _option("--strict", text="Exit with 4 where anything was not read.")], False),
    "parameter": (
        Annotated[
            list[str] | None,
            Option(
                "--parameter",
                metavar="KEY=VALUE",
                help="A parameter of a CloudFormation template, or AWS::Region; repeatable.",
            ),
        ],
        None,
    ),
    "quiet": (Annotated[bool, Option("--quiet", "-q", help="No progress and no summary.")], False),
}
"""The options that every command has: annotation and default by parameter name."""


class Live(Struct):
    """The live account as the user chose it, and what its reading left out."""

    access: Access = field(default_factory=Access)
    strict: bool = False
    quiet: bool = False
    gaps: tuple[Gap, ...] = ()
    notes: tuple[str, ...] = ()
    stopped: bool = False
    granted: dict[str, str] = field(default_factory=dict)
    """What is taken for granted of things that the sources do not hold, by their ids."""
    attributes: dict[str, Mapping[str, Any]] | None = None
    """What plans and states say of things, as it stands there, by their ids; None where nobody asks."""
    before: Network | None = None
    """The network before, where the sources tell of a change."""
    redact: bool = False
    """Whether the outputs are redacted: what is said beside them is, too."""
    parameters: dict[str, str] = field(default_factory=dict)
    """The parameters of templates among the sources."""
    untaken: list[dict[str, str]] = field(default_factory=list)
    """Of each of several networks the parameters that nothing of it has, with hints."""
    kept: str = ""
    """The file that a scan is written to: it tells of its gaps, too."""

    @property
    def chosen(self) -> bool:
        """Whether any option asks for the live account; --region alone does not."""
        return structs.replace(self.access, regions=(), max_workers=Access().max_workers) != Access()

    def network(self, sources: Sequence[str] | None, *, tell: bool = True, beside: bool = False) -> Network:
        """The network of the sources (documents, dumps), or of the live account where there are none.

        With sources, --region is not looked at. What was not read is counted in one line on stderr, unless the user wants quiet
        or the command is not to `tell`. `beside`: the account is read, too, for another network. Raises InputError, AccessError,
        and UsageError where both sources and an account are given.
        """
        notes: list[str] = []
        if sources:
            if self.chosen and not beside:
                raise UsageError(
                    "give either a SOURCE or the live account's options "
                    "(--profile, --role-arn, --organization, --config-aggregator, --endpoint-url)"
                )
            from vpcviz.sources import load_both

            untaken: dict[str, str] | None = {} if beside else None
            self.before, network = load_both(
                list(sources),
                notes,
                parameters=self.parameters,
                granted=self.granted,
                untaken=untaken,
                attributes=self.attributes,
            )
            self.untaken.append(untaken or {})
        else:
            network = self._scan(notes)
        keep(self.before, network)
        self.stopped = not network.complete and not sources
        self.took(network.gaps, notes, [self.kept] if self.kept else sources, tell=tell)
        return network

    def check_parameters(self) -> None:
        """Raise InputError for parameters that none of several networks has."""
        from vpcviz.sources import check_parameters

        check_parameters(taken_by_none(self.untaken))

    def took(self, gaps: tuple[Gap, ...], notes: Sequence[str], sources: Sequence[str] | None, *, tell: bool = True) -> None:
        """Keep what was not read of a network, and (`tell`) say it on stderr unless the user wants quiet."""
        self.gaps, self.notes = gaps, tuple(notes)
        if tell and not self.quiet:
            for line in unread_lines(self._told(gaps), notes, sources, hidden=self.redact):
                _say(line)

    def _told(self, gaps: Sequence[Gap]) -> Sequence[Gap]:
        """The gaps as the outputs tell them: redacted, where they are."""
        if not self.redact:
            return gaps
        from vpcviz.redaction import redacted_gaps

        return redacted_gaps(gaps)

    def _scan(self, notes: list[str]) -> Network:
        from vpcviz.commands.progress import progress_display

        with progress_display(self.quiet) as progress:
            from vpcviz.aws.convert import convert
            from vpcviz.aws.fetch import scan

            if self.access.config_aggregator:
                return self._recorded(notes)
            reading = scan(self.access, progress)
        notes += reading.notes
        return convert(reading)

    def _recorded(self, notes: list[str]) -> Network:
        """What the aggregator of AWS Config has recorded."""
        from vpcviz.aws.fetch_config import select
        from vpcviz.aws_config.items import items_of
        from vpcviz.aws_config.loading import QUERY, load_items

        found = select(self.access, QUERY)
        return load_items(items_of({"Results": list(found.rows)}), self.access.config_aggregator, notes, whole=found.whole)

    def finish(self) -> None:
        """What is to be said at the end. Raises AccessError after a scan that was stopped, IncompleteError under --strict."""
        if self.stopped:
            raise AccessError(
                "the AWS credentials expired during the scan: what was read until then is marked as incomplete; "
                "renew them (`aws sso login`, or a new session token) and scan again"
            )
        if self.strict and self.gaps:
            raise IncompleteError(f"incomplete: {len(self.gaps)} calls were not answered, and --strict was given")


def live_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of the live account; it gets them as `live`. Those that it has itself are handed on, too."""

    @functools.wraps(command)
    def with_live(**given: Any) -> Any:
        words = {name: given.get(name, default) for name, (_, default) in OPTIONS.items()}
        if given.get("sources") and words["region"] and not has(command, "region"):
            raise UsageError("--region chooses the live account's regions; with a SOURCE, leave it out")
        live = Live(
            _access(words),
            words["strict"],
            words["quiet"],
            redact=bool(given.get("redact")),
            parameters=parameters_of(words["parameter"]),
        )
        try:
            result = call(command, given, live=live)
        except Ended:  # The answer is no; that not all was read goes before it.
            live.finish()
            raise
        live.finish()
        return result

    with_live.hands, with_live.added = "live", OPTIONS  # type: ignore[attr-defined]
    return with_live


def _access(words: dict[str, Any]) -> Access:
    check_names(words["region"] or (), words["role_arn"] or ())
    return Access(
        profile=words["profile"],
        regions=tuple(words["region"] or ()),
        role_arns=tuple(dict.fromkeys(words["role_arn"] or ())),
        external_id=words["external_id"],
        organization=words["organization"],
        endpoint_url=words["endpoint_url"],
        max_workers=words["max_workers"],
        config_aggregator=words["config_aggregator"],
    )


MOST_NOTES = 2
"""So many notes on files are said whole; more are counted."""

LONGEST_NOTE = 160
"""The most characters of a note that are said; `vpcviz gaps` prints it whole."""


def unread_lines(gaps: Sequence[Gap], notes: Sequence[str], sources: Sequence[str] | None, *, hidden: bool = False) -> list[str]:
    """What is said of what was not read: a line that counts the kinds and one that counts the notes, with what lists them.

    With `hidden` the notes, which quote the files, are only counted.
    """
    from vpcviz.model.unread import unread_sentence
    from vpcviz.text.graphemes import beginning

    lister = _lister(sources)
    if hidden and notes:
        lines = [f"{len(notes)} note{'s' if len(notes) != 1 else ''} on the files: {lister} lists them"]
        return [*lines, f"{sentence}: {lister} lists them"] if (sentence := unread_sentence(gaps)) else lines
    lines = [note if len(note) <= LONGEST_NOTE else f"{beginning(note, LONGEST_NOTE - 1)}…" for note in notes[:MOST_NOTES]]
    if len(notes) > MOST_NOTES:
        lines = [*lines[:1], f"{len(notes) - 1} more notes on the files: {lister} lists them"]
    elif any(len(note) > LONGEST_NOTE for note in notes):
        lines.append(f"{lister} prints that whole")
    sentence = unread_sentence(gaps)
    return [*lines, f"{sentence}: {lister} lists them"] if sentence else lines


def _lister(sources: Sequence[str] | None) -> str:
    """The command that lists what was not read: of the sources, where they are few and short."""
    words = " ".join(map(shlex.quote, sources or ()))
    if not sources:
        return "`vpcviz gaps` with the same options"
    return f"`vpcviz gaps {words}`" if len(words) <= LONGEST_NOTE and "-" not in sources else "`vpcviz gaps` with the same SOURCE"


def _say(text: str) -> None:
    from vpcviz.text import clean

    print(f"vpcviz: {clean(text)}", file=sys.stderr)  # noqa: T201
