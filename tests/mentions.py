"""What tests and CHANGELOG.md speak of: so that what is new and left out there is named."""

import re
from functools import cache

from tests.conftest import ROOT


@cache
def words_of_tests(*folders: str) -> str:
    """The text of all test modules in these folders of `tests`."""
    return "\n".join(
        path.read_text(encoding="utf-8") for folder in folders for path in sorted((ROOT / "tests" / folder).rglob("*.py"))
    )


@cache
def _changes() -> str:
    return " ".join((ROOT / "CHANGELOG.md").read_text(encoding="utf-8").lower().split())


def users_are_told(*names: str) -> bool:
    """Whether CHANGELOG.md has one of the names as words of their own."""
    return any(re.search(rf"(?<![\w-]){re.escape(name.lower())}(?![\w-])", _changes()) for name in names)
