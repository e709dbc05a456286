"""Templates of CloudFormation, YAML or JSON, and change sets of their stacks. All that are named are one network."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from vpcviz.errors import InputError
from vpcviz.model import Network
from vpcviz.sources.files import data_of
from vpcviz.sources.other_tools import CHANGE_SET, TEMPLATE, tool_file
from vpcviz.sources.source import Given, Reading, Source, register

if TYPE_CHECKING:
    from vpcviz.cloudformation.assembling import GivenTemplate as Stack
    from vpcviz.cloudformation.templates import Template

_ENDINGS = (".yaml", ".yml", ".json", ".template")
_MOST_FILES = 1000

_URLS = ("http://", "https://", "s3://")


def recognises(given: Given) -> bool:
    """Whether it is a template or a change set, or a folder that has nothing else."""
    if given.is_folder:
        return bool(_in_folder(given.word))
    return tool_file(given.data) in (TEMPLATE, CHANGE_SET)


def _in_folder(folder: str) -> list[Given]:
    """The templates and change sets of a folder; none where it has other documents, too, or something in folders of its own."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    found = []
    for name in names[:_MOST_FILES]:
        path = os.path.join(folder, name)
        if name.startswith(".") or not name.lower().endswith(_ENDINGS):
            if os.path.isdir(path) and not name.startswith("."):
                return []
            continue
        try:
            if not os.path.isfile(path):  # A pipe would be waited for.
                return []
            one = Given(path, data_of(path))
        except InputError:
            return []
        if tool_file(one.data) not in (TEMPLATE, CHANGE_SET):
            return []
        found.append(one)
    return found


def _opened(given: Sequence[Given]) -> list[Given]:
    """What was given, with what is in folders for these."""
    return [one for each in given for one in (_in_folder(each.word) if each.is_folder else [each])]


def is_change_set(given: Given) -> bool:
    """Whether it is a change set: what becomes of a stack, whose template may be beside it."""
    return not given.is_folder and tool_file(given.data) == CHANGE_SET


def read(given: Sequence[Given], reading: Reading) -> Network:
    """The network of templates. Raises InputError with all problems of one, and where a nested one cannot be read."""
    from vpcviz.cloudformation.loading import load

    given = _opened(given)
    return load(_stacks(given), reading.parameters, _named(given), reading.notes, reading.untaken)


def read_change(given: Sequence[Given], reading: Reading) -> tuple[Network, Network] | None:
    """The networks before and after change sets of stacks, whose templates may be among what is given; None without one."""
    from vpcviz.cloudformation.change_sets import merged, read_change_set
    from vpcviz.cloudformation.changed_loading import load_changed

    given = _opened(given)
    sets = [one for one in given if is_change_set(one)]
    if not sets:
        return None
    found = merged([read_change_set(one.name, one.data) for one in sets])
    stacks = _stacks([one for one in given if one not in sets])
    return load_changed(stacks, found, reading.parameters, _named(given), reading.notes, reading.untaken)


def _named(given: Sequence[Given]) -> str:
    return given[0].name if len(given) == 1 else f"{len(given)} templates"


def _stacks(given: Sequence[Given]) -> list["Stack"]:
    """The stacks of templates, each with what finds those that it nests."""
    from vpcviz.cloudformation.assembling import GivenTemplate as Stack
    from vpcviz.cloudformation.templates import read_template

    templates = [read_template(one.name, one.data) for one in given]
    by_name = {PurePosixPath(one.name).name: template for one, template in zip(given, templates, strict=True)}
    return [
        Stack(template, label=_stem(one.name), nested=nested_in(os.path.dirname(one.word), by_name, {}))
        for one, template in zip(given, templates, strict=True)
    ]


def _stem(name: str) -> str:
    stem = PurePosixPath(name).name
    for ending in (".yaml", ".yml", ".json", ".template"):
        stem = stem.removesuffix(ending)
    return stem


def nested_in(
    folder: str, given: Mapping[str, "Template"], known: dict[str, "Template"]
) -> Callable[[str, dict[str, Any]], "Template | None"]:
    """What finds the template of a nested stack: among those `given`, by the last part of its URL, else in the folder of the
    template that names it, by a path that leads nowhere else. None where it is not at hand."""
    from vpcviz.cloudformation.templates import read_template

    def find(logical: str, resource: dict[str, Any]) -> "Template | None":
        url = url_of(resource)
        if not url:
            return None
        name = PurePosixPath(url).name
        if name in given:
            return given[name]
        path = os.path.normpath(os.path.join(folder, url))
        outside = url.startswith((*_URLS, "/")) or "${" in url or ".." in PurePosixPath(url).parts
        if outside or not os.path.isfile(path) or not os.path.realpath(path).startswith(os.path.realpath(folder or ".") + os.sep):
            return None
        if path not in known:
            data = data_of(path)
            if tool_file(data) != TEMPLATE:
                return None
            known[path] = read_template(path, data)
        return known[path]

    return find


def url_of(resource: Mapping[str, Any]) -> str:
    """The URL of a nested stack's template; of one that is put together, its last part, which names the file."""
    properties = resource.get("Properties")
    url = properties.get("TemplateURL", properties.get("Location")) if isinstance(properties, dict) else None  # SAM's.
    while isinstance(url, dict) and len(url) == 1:
        url = next(iter(url.values()))
        url = url[0] if isinstance(url, list) and url and isinstance(url[0], str) and "/" in url[0] else url
        url = _last_text(url) if isinstance(url, list) else url
    return url if isinstance(url, str) else ""


def _last_text(parts: list[Any]) -> Any:
    """The last text of the arguments of Fn::Join, or of what they hold."""
    last = parts[-1] if parts else None
    return last[-1] if isinstance(last, list) and last else last


CLOUDFORMATION = register(
    Source(
        TEMPLATE,
        75,
        recognises,
        read,
        together=True,
        has_parameters=True,
        joins=True,
        change=read_change,
        changes=is_change_set,
    )
)
