"""The pages of a document with several pictures (an atlas), one after another as they are made."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from vpcviz.scene import Scene


class Leaf(Struct, frozen=True):
    """A page of an atlas: its picture, the id of what it shows ("" the overview), and what its bookmark and those above it say."""

    scene: Scene
    id: str
    label: str
    above: tuple[str, ...] = ()


class Leaves(Struct, frozen=True):
    """The pages of an atlas, and the ids of what each shows, which are known before these are made."""

    ids: Sequence[str]
    made: Iterable[Leaf]
