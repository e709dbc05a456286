"""`vpcviz inject`: pictures, tables and reports in marked parts of Markdown files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from vpcviz.commands.declaring import Argument, Given, Option
from vpcviz.commands.ending import Ended
from vpcviz.commands.options import QuietlyWritten, Redact, TemplateParameter
from vpcviz.commands.saying import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from vpcviz.commands.parameters import Parameters
    from vpcviz.model import Network
    from vpcviz.pages.injection import Request

LARGEST = 16 * 2**20
"""The most bytes of a Markdown file."""


class InjectOptions(Given):
    """What `vpcviz inject` is given."""

    files: Annotated[list[Path], Argument(metavar="FILE.md…", help="Markdown files with marked parts.")]
    check: Annotated[bool, Option("--check", help="Write nothing; exit with 1 where a file is not up to date.")] = False
    redact: Redact = False
    parameter: TemplateParameter = None
    quiet: QuietlyWritten = False


def inject(given: InjectOptions) -> None:
    r"""Fill marked parts of Markdown files.

    What stands between <!-- BEGIN VPCVIZ … --> and <!-- END VPCVIZ --> is replaced; all else stays as it is, byte for byte. Sources
    and pictures are named from the file's own folder:

    \b
      <!-- BEGIN VPCVIZ picture network.svg source=network.yaml -->
      <!-- BEGIN VPCVIZ table subnets network.yaml vpc=shop -->
      <!-- BEGIN VPCVIZ report check network.yaml -->

    Tables: vpcs, subnets, routes, endpoints, interfaces, groups, acls, peerings, transit, zones, vpn, inventory. Reports: check,
    cost, gaps.

    Exit code 0; 1 under --check where a file is not up to date; 2 for a marker that is wrong, and then nothing is written.

    Examples:

      vpcviz inject README.md docs/*.md

      vpcviz inject --check README.md
    """
    from vpcviz.output import write_all

    changed = _changed(given)
    if given.check:
        for file in changed:
            say(f"{file} is not up to date: `vpcviz inject {file}` writes it")
        raise Ended(1 if changed else 0)
    write_all(changed)
    for file in changed if not given.quiet else ():
        say(f"{file} written")


def _changed(given: InjectOptions) -> dict[Path, bytes]:
    """The bytes of the files that are not up to date. Raises InputError for all markers that are wrong."""
    from vpcviz.commands.parameters import Parameters, parameters_of
    from vpcviz.errors import InputError, Problem

    problems: list[Problem] = []
    changed: dict[Path, bytes] = {}
    reader = _Reader(given.redact, Parameters(parameters_of(given.parameter)))
    for file in dict.fromkeys(given.files):
        text = _text(file)
        try:
            made = _filled(file, text, reader)
        except InputError as error:
            problems += error.problems
            continue
        if made != text:
            changed[file] = made.encode()
    if problems:
        raise InputError(*problems)
    reader.parameters.check()
    return changed


def _filled(file: Path, text: str, reader: _Reader) -> str:
    """A file's text with its marked parts filled. Raises InputError for markers that are wrong."""
    from vpcviz.errors import InputError
    from vpcviz.pages.injection import filled, marked_parts

    parts, wrong = marked_parts(str(file), text)
    if wrong:
        raise InputError(*wrong)
    if not parts:
        say(f"{file}: no marked part in it")
    return filled(text, parts, lambda request: reader.content(request, file))


class _Reader:
    """Reads each source once, and makes what markers ask for."""

    def __init__(self, redact: bool, parameters: Parameters) -> None:
        self.redact = redact
        self.parameters = parameters
        self.known: dict[Path, Network] = {}

    def content(self, request: Request, file: Path) -> str:
        """The Markdown for a marker. Raises InputError for one that asks for what there is not, or a source that is wrong."""
        made: Callable[[Request, Path], str] | None = getattr(self, f"_{request.kind}", None) if request.kind in KINDS else None
        if made is None:
            raise _wrong(request, file, f"there is no {request.kind} to insert", KINDS)
        return made(request, file)

    def _network(self, word: str, file: Path) -> Network:
        path = file.parent / word
        if path not in self.known:
            network = self.parameters.load([str(path)])
            if self.redact:
                from vpcviz.redaction import redacted

                network = redacted(network)
            self.known[path] = network
        return self.known[path]

    def _picture(self, request: Request, file: Path) -> str:
        from vpcviz.reports.markdown import escape

        _expect(request, file, 1, ("source", "alt"), "picture FILE [source=SOURCE] [alt=TEXT]")
        (picture,) = request.words
        if not (file.parent / picture).is_file():
            raise _wrong(request, file, f"there is no picture {picture} beside the file", ("a file that exists",))
        words = request.options.get("alt", "")
        if not words and "source" in request.options:
            words = self._network(request.options["source"], file).title
        target = f"<{picture}>" if any(character in picture for character in " ()") else picture
        return f"![{escape(words or Path(picture).stem)}]({target})"

    def _table(self, request: Request, file: Path) -> str:
        from vpcviz.pages.tables import TABLES
        from vpcviz.reports.markdown import table

        _expect(request, file, 2, ("vpc",), "table NAME SOURCE [vpc=VPC]")
        name, source = request.words
        if name not in TABLES:
            raise _wrong(request, file, f"there is no table {name}", tuple(TABLES))
        network = self._network(source, file)
        made = TABLES[name](network, self._vpc(request, file, network))
        return "\n".join(table(made.headers, made.rows, made.right)) if made.rows else "None."

    def _vpc(self, request: Request, file: Path, network: Network) -> str:
        wanted = request.options.get("vpc", "")
        if not wanted:
            return ""
        found = [vpc.id for vpc in network.vpcs if wanted in (vpc.id, vpc.name)]
        if len(found) != 1:
            message = f"there is no VPC {wanted}" if not found else f"{len(found)} VPCs are called {wanted}"
            raise _wrong(request, file, message, tuple(vpc.label for vpc in network.vpcs))
        return found[0]

    def _report(self, request: Request, file: Path) -> str:
        from vpcviz.pages.reports import PARTS

        _expect(request, file, 2, (), "report NAME SOURCE")
        name, source = request.words
        if name not in PARTS:
            raise _wrong(request, file, f"there is no report {name}", tuple(PARTS))
        return PARTS[name](self._network(source, file))


KINDS = ("picture", "table", "report")


def _expect(request: Request, file: Path, words: int, options: tuple[str, ...], form: str) -> None:
    unknown = [name for name in request.options if name not in options]
    if len(request.words) != words or unknown:
        what = (
            f"there is no option {unknown[0]} here" if unknown else f"{request.kind} takes {words} word{'s' if words > 1 else ''}"
        )
        raise _wrong(request, file, what, (form,))


def _wrong(request: Request, file: Path, message: str, expected: tuple[str, ...]) -> Exception:
    from vpcviz.errors import InputError, Problem

    return InputError(Problem(message, str(file), request.line, 1, ", ".join(expected)))


def _text(file: Path) -> str:
    from vpcviz.errors import InputError, Problem

    try:
        if file.stat().st_size > LARGEST:
            raise InputError(Problem("the file is too large", str(file), expected=f"at most {LARGEST // 2**20} MB"))
        return file.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise InputError(Problem("there is no such file", str(file))) from None
    except UnicodeDecodeError:
        raise InputError(Problem("the file is not UTF-8 text", str(file))) from None
    except OSError as error:
        raise InputError(Problem(f"the file cannot be read: {error.strerror or error}", str(file))) from None
