"""What holds a thing in a picture."""

from tests.pictures.reading import Thing


def holders(thing: Thing) -> list[str]:
    """The ids of the account and region that a thing stands in, the innermost first."""
    return [one.id for one in thing.chain() if one.kind in ("account", "region")]
