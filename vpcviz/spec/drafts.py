"""Drafts: the resources of a document while they are being read, with the places that their values came from."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vpcviz.model import COLLECTIONS
from vpcviz.spec.problems import KEY, Path, Problems


class Draft:
    """A resource or record in the making.

    `kind` is its collection (or, for a record in a resource, its class name). `fields` holds values of the field's shape, or
    Drafts where it refers to or holds others; `key` is the name that it was written under; `given` tells that it was written
    and not filled in.
    """

    __slots__ = ("extra", "fields", "given", "id", "key", "kind", "nested", "path", "paths", "scope")

    def __init__(self, kind: str, path: Path, scope: "Mapping[str, Any]", *, key: str = "", given: bool = True) -> None:
        self.kind = kind
        self.path = path
        self.scope = scope
        self.key = key
        self.given = given
        self.id = ""
        self.fields: dict[str, Any] = {}
        self.extra: dict[str, Any] = {}
        self.nested: dict[str, list[Draft]] = {}
        self.paths: dict[str, Path] = {}

    def where(self, field: str = "") -> Path:
        """The path of a field's value; of the draft itself (its key, where it has one) where the field was not written."""
        return self.paths.get(field) or ((*self.path, KEY) if self.key else self.path)

    def item(self, field: str, at: int) -> Path:
        """The path of the entry `at` of a field that is a list."""
        return self.paths.get(f"{field}[{at}]") or (*self.where(field), at)

    def get(self, field: str, default: Any = "") -> Any:
        """A field's value, `default` where it is not there."""
        return self.fields.get(field, default)

    @property
    def name(self) -> str:
        """The name, "" where it has none."""
        name: str = self.fields.get("name", "")
        return name

    @property
    def label(self) -> str:
        """How messages call it."""
        return self.name or self.id or self.key or self.kind

    @property
    def foreign(self) -> bool:
        """Whether it, or the VPC that it stands in, is only known by reference."""
        if self.fields.get("foreign"):
            return True
        vpc = self.fields.get("vpc")
        return isinstance(vpc, Draft) and vpc is not self and bool(vpc.fields.get("foreign"))


class Book:
    """All drafts of a document by collection, with the document's header and problems. `scan` marks what is taken as it is.

    `problems` are what keeps the document from being understood or contradicts itself, `refusals` what can be understood and AWS
    would refuse all the same. `by_id` and `named` know those that have their id already.
    """

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.refusals = Problems()
        self.header: dict[str, Any] = {}
        self.gaps: list[Draft] = []
        self.scan = False
        self.most = self.room = 0  # how many resources it may have, and how many more
        self.is_over = False  # it has more
        self.drafts: dict[str, list[Draft]] = {name: [] for name in COLLECTIONS}
        self.by_id: dict[str, Draft] = {}
        self._named: dict[tuple[str, str, object], list[Draft]] = {}

    def __iter__(self) -> Iterator[Draft]:
        for drafts in self.drafts.values():
            yield from drafts

    def __getitem__(self, collection: str) -> list[Draft]:
        return self.drafts[collection]

    def register(self, draft: Draft) -> None:
        """Make a draft known by its name and by the word that it stands under."""
        for word in {draft.name, draft.key}:
            if word:
                for scope in (*_scopes(draft), None):
                    self._named.setdefault((word, draft.kind, scope), []).append(draft)

    def named(self, text: str, kinds: Iterable[str], viewer: Draft | None = None) -> list[Draft]:
        """The drafts of the collections `kinds` with that name: of those in `viewer`'s VPC, region and account, region, or account
        the nearest ones; all where none is near."""
        for scope in (*_scopes(viewer), None) if viewer is not None else (None,):
            found: list[Draft] = []
            for kind in kinds:
                found += self._named.get((text, kind, scope), ())
            if found:
                return found
        return []

    def is_only(self, name: str, kind: str) -> bool:
        """Whether no two resources of the collection `kind` have that name."""
        return len(self._named.get((name, kind, None), ())) < 2

    def new(self, kind: str, source: Draft, scope: Mapping[str, Any], **fields: Any) -> Draft:
        """Add a resource that is filled in, on account of `source`."""
        draft = Draft(kind, source.where(), scope, given=False)
        draft.fields.update(fields)
        self.drafts[kind].append(draft)
        return draft


def _scopes(draft: Draft) -> Iterator[object]:
    """What a draft is in, from near to far."""
    fields = draft.fields
    vpc, region, account = fields.get("vpc"), fields.get("region"), fields.get("account")
    if isinstance(vpc, Draft):
        yield id(vpc)
    if region and account:
        yield region, account
    if region:
        yield "region", region
    if account:
        yield "account", account
