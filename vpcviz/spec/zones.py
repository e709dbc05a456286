"""Zones that a spec names by their letter, in full."""

from vpcviz.spec.drafts import Book, Draft
from vpcviz.spec.vocabulary import CLASSES

_WITH_ZONES = {"zone", "zones", "targets", "addresses"}
"""Fields that are zones, or lists of what stands in a zone each."""

_ZONED = tuple(name for name, record in CLASSES.items() if _WITH_ZONES.intersection(record.__struct_fields__))
"""Collections whose resources name zones."""


def fill_zones(book: Book) -> None:
    """Make zones that are a letter those of the region, wherever a zone is named."""
    for kind in _ZONED:
        for draft in book[kind]:
            _full_zones(draft)


def _full_zones(draft: Draft) -> None:
    """A letter is a zone of the region."""
    region = draft.get("region")
    for field in ("zone", "zones") if region else ():
        value = draft.fields.get(field)
        if isinstance(value, str):
            draft.fields[field] = _full_zone(value, region)
        elif value:
            draft.fields[field] = [_full_zone(zone, region) for zone in value]
    for inner in (*(draft.fields.get("targets") or ()), *(draft.fields.get("addresses") or ())) if region else ():
        if isinstance(inner, Draft) and inner.get("zone"):
            inner.fields["zone"] = _full_zone(inner.get("zone"), region)


def _full_zone(zone: str, region: str) -> str:
    return f"{region}{zone.lower()}" if len(zone) == 1 and zone.isalpha() and zone.isascii() else zone
