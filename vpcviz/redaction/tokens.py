"""Short words that stand for texts: made from where a text stands, never from the text itself, and the same when others join.

A stand-in must not tell the name, so it is no hash of it: whoever has a list of names could try them. It must not change when
another thing joins, so it is no number in a row. It is a hash of what the redacted network tells anyway about the place: the kind,
private addresses, zones, types, and those of what it belongs to. What stands at no address of its own may have twins: there eight
bits of the text's hash tell the two apart. Whoever tries a list of names is left with one in 256 of them, and one twin in 512 that
joins takes its twin's word.
"""

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple


def digest(*parts: str) -> str:
    """64 hexadecimal digits that follow from the parts."""
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


class Place(NamedTuple):
    """Where a text stands: `rank` (a text's own place is 0, mere mentions are later), and the digest of that place."""

    rank: int
    digest: str


def bits(text: str) -> str:
    """Eight bits of a text's hash."""
    return digest("bits", text)[:2]


class Tokens:
    """The texts of one sort (names, labels, public addresses, …), each with the digest that its stand-in is made from.

    `sure`: the places tell all apart that can be, by themselves.
    """

    def __init__(self, *, sure: bool = False) -> None:
        self._sure = sure
        self._places: dict[str, Place] = {}

    def add(self, text: str, place: Place) -> None:
        """Note that a text stands at a place; its first place by rank counts."""
        known = self._places.get(text)
        if known is None or place < known:
            self._places[text] = place

    def take(self, other: "Tokens") -> None:
        """Note what another one has noted."""
        for text, place in other._places.items():
            self.add(text, place)

    def __contains__(self, text: object) -> bool:
        """Whether a text was noted."""
        return text in self._places

    def texts(self) -> Iterable[str]:
        """The texts that were noted."""
        return self._places

    def digests(self) -> dict[str, str]:
        """By text: its digest, no two the same."""
        made = {text: where if self._sure else digest(where, bits(text)) for text, (_, where) in self._places.items()}
        if len(set(made.values())) == len(made):
            return made
        alone: dict[str, str] = {}
        twins: dict[str, list[str]] = {}
        for text, place in made.items():
            other = alone.setdefault(place, text)
            if other is not text:
                twins.setdefault(place, [other]).append(text)
        made = {text: place for place, text in alone.items()}
        for place, texts in twins.items():
            made.update((text, digest(place, str(number)) if number else place) for number, text in enumerate(sorted(texts)))
        return made


def spread(digests: dict[str, str], room: int) -> dict[str, int]:
    """A number below `room` for each text, no two the same while there is room: where two would meet, the second moves on."""
    taken: dict[int, str] = {}
    made = {}
    for text, found in sorted(digests.items(), key=lambda entry: (entry[1], entry[0])):
        number = int(found[:15], 16) % room
        for _ in range(room if len(taken) < room else 0):
            if number not in taken:
                break
            number = (number + 1) % room
        taken[number] = text
        made[text] = number
    return made


def words(digests: dict[str, str], least: int) -> dict[str, str]:
    """The first digits of each text's digest: `least`, and more where two would be the same."""
    made = {text: found[:least] for text, found in digests.items()}
    times = Counter(made.values())
    if len(times) < len(made):
        alike = [text for text, word in made.items() if times[word] > 1]
        length = least
        while length < 64 and len({digests[text][:length] for text in alike}) < len(alike):
            length += 2
        made.update((text, digests[text][:length]) for text in alike)
    return made
