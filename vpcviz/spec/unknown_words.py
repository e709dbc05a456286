"""What to say of a key that vpcviz does not know: the nearest right one, where the thing belongs, or every key that there is."""

import re
from collections.abc import Collection
from functools import partial

from vpcviz.model import COLLECTIONS
from vpcviz.model.workload_types import BY_OTHER_WORD
from vpcviz.spec.drafts import Book, Draft
from vpcviz.spec.problems import ALL_KEYS, KEY, Hint, nearest, shown
from vpcviz.spec.terminology import SYNONYMS, a
from vpcviz.spec.vocabulary import CLASSES, SINGULAR

LONGEST_WORD = 100
"""No word of ours is longer; of a longer one only the beginning is looked at."""

_BALANCERS = frozenset("alb nlb elb elbv2 gwlb clb loadbalancer".split())
_REACHED = frozenset("s3 bucket dynamodb sqs sns kms ssm secretsmanager ecr".split())


def unknown_word(draft: Draft, word: str, words: Collection[str], book: Book) -> None:
    """Note a key that a resource cannot have, with what contradicts it, or where it belongs."""
    one = a(draft.kind)
    reason = CLASSES[draft.kind].REFUSED_KEYS.get(word)
    if reason:
        book.problems.add((*draft.path, word, KEY), f"{one} has no {word.replace('_', ' ')}: {reason[0]}", expected=reason[1])
        return
    hint: Hint = partial(hint_for, word, words)
    if not _ours(word, words) and (word in COLLECTIONS or word in SINGULAR.values()):
        hint = f"{word} cannot stand in {one}; write it one level up"
    book.problems.add((*draft.path, word, KEY), f"unknown key {shown(word)} in {one}", expected=f"a key of {one}", hint=hint)


def hint_for(word: str, words: Collection[str]) -> str:
    """The hint at our own word, at the collection where such a thing stands, at the nearest key, or else all keys."""
    ours = _ours(word, words)
    if ours:
        return f"did you mean {shown(ours)}?"
    return _elsewhere(word, words) or nearest(word, words) or ALL_KEYS + ", ".join(_without_singulars(words))


def _ours(word: str, words: Collection[str]) -> str:
    return next((ours for ours in SYNONYMS.get(word.lower().replace("-", "_"), ()) if ours in words), "")


def _without_singulars(words: Collection[str]) -> list[str]:
    """The words without those for one resource of a collection that may stand there, too."""
    return [one for one in sorted(words) if f"{one}s" not in words or one not in SINGULAR.values()]


def _elsewhere(word: str, words: Collection[str]) -> str:
    parts = [part for part in re.split(r"[^a-z0-9]+", word[:LONGEST_WORD].lower()) if part]
    for part in [*parts, "".join(parts[:2])]:
        for one in (part, part.removesuffix("s"), part.removesuffix("es")):
            if one in BY_OTHER_WORD:
                where = "write it under workloads" + ("" if "workloads" in words else ", in a VPC or at the top")
                also = "; EC2 instances stand under instances" if BY_OTHER_WORD[one] == "auto-scaling-group" else ""
                return f"{where}, with `type: {BY_OTHER_WORD[one]}`{also}"
            if one in _BALANCERS:
                return 'did you mean "load_balancers"?' if "load_balancers" in words else "write it under load_balancers, in a VPC"
            if one in _REACHED:
                return "AWS's services stand outside VPCs: gateway_endpoints and interface_endpoints lead to them"
    return ""
