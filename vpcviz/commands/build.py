"""`vpcviz build`: all pictures and reports that a configuration lists, made, checked, or kept up to date while one works."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from vpcviz.commands.declaring import Given, Option
from vpcviz.commands.ending import Ended
from vpcviz.commands.options import ConfigOption, QuietlyWritten, TemplateParameter
from vpcviz.commands.saying import say

if TYPE_CHECKING:
    from vpcviz.commands.building import Builder


class BuildOptions(Given):
    """What `vpcviz build` is given."""

    config: ConfigOption = None
    check: Annotated[bool, Option("--check", help="Write nothing; exit with 1 where a file is not up to date, and say why.")] = (
        False
    )
    watch: Annotated[bool, Option("--watch", help="Build again at each change, and serve a page that reloads.")] = False
    port: Annotated[int, Option(min=0, max=65535, help="With --watch: the port of the page, on this machine only; 0: any.")] = 8765
    open_page: Annotated[bool, Option("--open", help="With --watch: open the page in a browser.")] = False
    parameter: TemplateParameter = None
    strict: Annotated[bool, Option("--strict", help="Exit with 4 where not all of a source was read.")] = False
    quiet: QuietlyWritten = False


def build(given: BuildOptions) -> None:
    """Make all that vpcviz.toml lists.

    Each [[picture]] and [[report]] names its source and its outputs; docs/documents.md has all keys. Each source is read once, and
    files are written all or none; what is up to date is not touched.

    Exit code 0; 1 under --check where a file is not up to date.

    Examples:

      vpcviz build

      vpcviz build --check

      vpcviz build --watch --open
    """
    from vpcviz.commands.building import Builder
    from vpcviz.commands.configuration import read_configuration
    from vpcviz.commands.parameters import parameters_of
    from vpcviz.errors import UsageError

    parameters = parameters_of(given.parameter)
    if given.watch and given.check:
        raise UsageError("--watch writes and --check does not: give one of them")
    configuration = read_configuration(given.config)
    if not configuration.file:
        raise UsageError(
            "there is no vpcviz.toml here or above, and no [tool.vpcviz] in a pyproject.toml; expected one with a [[picture]]"
        )
    if given.watch:
        from vpcviz.commands.watching import watch_and_serve

        chosen = (Path(configuration.file), given.config, given.port, parameters)
        watch_and_serve(*chosen, open_page=given.open_page, quiet=given.quiet)
        return
    _make(Builder(configuration, parameters), given)


def _make(builder: Builder, given: BuildOptions) -> None:
    """Write what is not up to date, or say it. Raises Ended with 1 under --check where something is not, IncompleteError."""
    from vpcviz.commands.freshness import say_stale, write_stale
    from vpcviz.errors import IncompleteError

    outputs = builder.outputs()
    old = say_stale(outputs) if given.check else write_stale(outputs, quiet=given.quiet)
    _say_incomplete(builder, quiet=given.quiet)
    if given.check and old:
        raise Ended(1)
    if given.strict and builder.incomplete:
        raise IncompleteError(f"incomplete: not all was read of {', '.join(builder.incomplete)}, and --strict was given")


def _say_incomplete(builder: Builder, *, quiet: bool) -> None:
    for source in builder.incomplete if not quiet else ():
        say(f"not all of {source} was read: `vpcviz gaps {source}` tells")
