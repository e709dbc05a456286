"""What a fence or a directive asks for, as a picture: a spec written there, or a source by its path."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from vpcviz.commands.paper import page_of, page_problem, too_small
from vpcviz.commands.picture_options import Detail, ThemeName
from vpcviz.commands.pictures import Request, made_files
from vpcviz.commands.showing import show_of, show_problem
from vpcviz.errors import InputError, UsageError, VpcvizError
from vpcviz.layout import Options
from vpcviz.layout.view_names import DEFAULT, view_names
from vpcviz.model import Network
from vpcviz.model.titles import title_of
from vpcviz.sources import load
from vpcviz.spec import load_document
from vpcviz.spec.explain import format_problem

CHOICES: Mapping[str, tuple[str, ...]] = {
    "detail": tuple(one.value for one in Detail),
    "view": view_names(),
    "theme": tuple(one.value for one in ThemeName),
}
TEXTS = ("source", "title", "alt", "page", "show")
FLAGS = ("redact",)
OPTIONS = (*TEXTS, *CHOICES, *FLAGS)
"""The options of a fence or directive, called as those of `vpcviz draw` are."""


class Picture(Struct, frozen=True):
    """A picture in formats (`svg`, `png`), what it shows in words, and what to say where its text is too small on its page."""

    data: Mapping[str, bytes]
    words: str
    small: str = ""


def draw(text: str, options: Mapping[str, str], folder: Path, formats: tuple[str, ...] = ("svg",)) -> Picture:
    """Draw the spec `text`, or where there is none the `source` of the options, whose path begins at `folder`.

    Raises InputError and UsageError as the command line does.
    """
    _check(options)
    if bool(text.strip()) == ("source" in options):
        raise UsageError("give either a spec here, or source=PATH")
    network = load_document("the spec", text.encode()) if text.strip() else load([str(folder / options["source"])])
    if "redact" in options:
        from vpcviz.redaction import redacted

        network = redacted(network)
    shown = Options(
        detail=options.get("detail", "standard"),  # type: ignore[arg-type]
        view=options.get("view", DEFAULT),
        title=options.get("title", ""),
        page=page_of(options.get("page", "")),
        show=show_of((options.get("show", ""),), options.get("detail", ""), options.get("view", DEFAULT)),
    )
    names = tuple(f"picture.{name}" for name in formats)
    files, scene = made_files(network, shown, Request(names, theme=options.get("theme", "auto")))
    data = {name.rpartition(".")[2]: content for name, content in files.items()}
    small = too_small(scene, shown, network) if scene is not None else ""
    return Picture(data, options.get("alt", "") or _words(network, options), small)


def _words(network: Network, options: Mapping[str, str]) -> str:
    return options.get("title", "") or title_of(network)


def _check(options: Mapping[str, str]) -> None:
    from vpcviz.spec.problems import nearest

    for name, value in options.items():
        if name not in OPTIONS:
            raise UsageError(
                f"there is no option {name}; expected one of {', '.join(OPTIONS)}; {nearest(name, OPTIONS)}".rstrip("; ")
            )
        if name == "page" and (problem := page_problem(value)):
            raise UsageError(f"page={value}: {problem}")
        if name == "show" and (problem := show_problem((value,))):
            raise UsageError(f"show={value}: {problem}")
        if name in CHOICES and value not in CHOICES[name]:
            raise UsageError(f"{name}={value}: expected one of {', '.join(CHOICES[name])}")


def said(error: VpcvizError) -> str:
    """An error in words, with its places."""
    return "\n".join(map(format_problem, error.problems)) if isinstance(error, InputError) else str(error)
