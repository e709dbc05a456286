"""Things of which AWS tells in words newer than vpcviz: nobody here knows what they do to packets."""

from vpcviz.model import COLLECTIONS
from vpcviz.model import resources as r
from vpcviz.model.new_words import are_known, word_of
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.packets.state import End, stop


def newer(index: Index) -> dict[str, str]:
    """By id: what is newer than vpcviz of each thing that packets can meet, such as `type sideways`; made once."""
    return index.cached("newer-words", _found, index)


def _found(index: Index) -> dict[str, str]:
    every = (getattr(index.network, name) for name in COLLECTIONS)
    suspect = (resource for items in every if not are_known(items) for resource in items)
    return {resource.id: words for resource in suspect if (words := word_of(resource))}


def not_documented(at: r.Resource, words: str, what: str = "") -> End:
    """The end of what is known at a thing with such a word; `what` it is that has it, where that is not the thing itself."""
    called = what or at.label
    return stop(
        at,
        "NOT_DOCUMENTED",
        f"{called} has the {words}, which is newer than vpcviz: what it does is not known",
        said=f"{'its' if not what else what + ': its'} {words} is newer than vpcviz",
        missing=f"what AWS means by the {words}",
        needs=f"{called} of the {words} gives the packet on, and the answer back",
    )
