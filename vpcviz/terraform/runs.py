"""What references come to: ids, and the things that one of them can mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from vpcviz.terraform.expressions import implied_id
from vpcviz.terraform.resource_instances import Key, Steps, Thing


@dataclass(frozen=True)
class Resolved:
    """Ids that an attribute has; `sure` is False where there may be others, or more than one thing could be meant. `whole` says
    that all instances of a resource are meant as far as a plan tells, `keyed` that a key has taken one of several."""

    ids: tuple[str, ...] = ()
    sure: bool = True
    whole: bool = False
    keyed: bool = False


@dataclass(frozen=True)
class Run:
    """The things that one reference can mean. `picks` says that it means one of them only, or some, and not which; `maybe` that
    another run may be meant instead; `keyed` that the key of what it is for has taken this one; `implied` is the attribute that
    names what comes with them, where that is meant."""

    things: list[Thing]
    picks: bool
    implied: str = ""
    maybe: bool = False
    keyed: bool = False

    def ids_of(self, things: Iterable[Thing]) -> list[str]:
        """The ids that are meant, each once."""
        return list(dict.fromkeys(implied_id(one, self.implied) if self.implied else one.id for one in things))


def of_key(run: Run, key: Key) -> Run:
    """Of the several things of an output from which a key takes one, the one of that key."""
    same = [one for one in run.things if one.key == key] if key is not None else []
    return run if len(run.things) < 2 else replace(run, things=same or run.things, picks=True, keyed=bool(same))


@dataclass(frozen=True)
class Scope:
    """Where an expression stands: the modules around it, the key of what it is for, and its `for_each` or `count`."""

    around: Steps
    key: Key
    each: Mapping[str, Any] = field(default_factory=dict)
