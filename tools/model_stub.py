"""What type checkers and editors know of what is found at run time, made from the kinds: the stubs in `vpcviz/model`."""

from pathlib import Path

from vpcviz.model import CLASSES, RECORDS

ROOT = Path(__file__).resolve().parents[1]
COLLECTIONS_STUB = ROOT / "vpcviz" / "model" / "collections.pyi"
RESOURCES_STUB = ROOT / "vpcviz" / "model" / "resources.pyi"

_MADE = (
    '"""Made by `python tools/write_docs.py` from the classes in `vpcviz.model.kinds`; a test fails when it is out of date."""\n\n'
)

_COLLECTIONS = """\
from typing import Literal

from msgspec import Struct

{imports}
from vpcviz.model.records import Record, Resource

FORMAT_VERSION: int
CLASSES: dict[str, type[Resource]]
RECORDS: dict[str, type[Record]]
COLLECTIONS: tuple[str, ...]
HEADER: tuple[str, ...]

class Header(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    vpcviz: int = ...
    origin: Literal["spec", "scan"] = ...
    title: str = ...
    description: str = ...
    stamp: str = ...
    complete: bool = ...

class Collections(Header, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
"""


def model_stubs() -> dict[Path, str]:
    """The text of each stub, by its path."""
    return {COLLECTIONS_STUB: _MADE + _collections(), RESOURCES_STUB: _MADE + _resources()}


def _collections() -> str:
    modules = sorted({_area(record) for record in CLASSES.values()})
    imports = "from vpcviz.model.kinds import (\n" + "".join(f"    {name},\n" for name in modules) + ")"
    lines = (f"    {collection}: tuple[{_area(record)}.{record.__name__}, ...] = ..." for collection, record in CLASSES.items())
    return _COLLECTIONS.format(imports=imports) + "\n".join(lines) + "\n"


def _resources() -> str:
    records = [*CLASSES.values(), *RECORDS.values()]
    known = sorted(
        {("vpcviz.model.records", "Record"), ("vpcviz.model.records", "Resource")} | {_place(record) for record in records}
    )
    return "".join(f"from {module} import {name} as {name}\n" for module, name in known)


def _place(record: type) -> tuple[str, str]:
    return record.__module__, record.__name__


def _area(record: type) -> str:
    return record.__module__.rpartition(".")[2]
