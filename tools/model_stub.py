"""What type checkers and editors know of the Network's collections: `vpcviz/model/collections.pyi`, made from the kinds."""

from pathlib import Path

from vpcviz.model import CLASSES

ROOT = Path(__file__).resolve().parents[1]
STUB = ROOT / "vpcviz" / "model" / "collections.pyi"

_HEAD = '''"""Made by `python tools/write_docs.py` from the classes in `vpcviz.model.kinds`; a test fails when it is out of date."""

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
'''


def model_stub() -> str:
    """The text of the stub."""
    modules = sorted({record.__module__.rpartition(".")[2] for record in CLASSES.values()})
    imports = "from vpcviz.model.kinds import (\n" + "".join(f"    {name},\n" for name in modules) + ")"
    lines = (
        f"    {collection}: tuple[{record.__module__.rpartition('.')[2]}.{record.__name__}, ...] = ..."
        for collection, record in CLASSES.items()
    )
    return _HEAD.format(imports=imports) + "\n".join(lines) + "\n"
