"""Problems found in a document, each at a path; paths become lines and columns only when there is something to report."""

from collections.abc import Callable, Iterable

from vpcviz.errors import InputError, Problem

Path = tuple[str | int, ...]
"""Where a value stands in a document: keys and list positions from the top."""

Place = tuple[int, int]
"""Line and column, both counted from 1; (0, 0) is nowhere."""

KEY = -1
"""As the last part of a path: the key that a value stands under, not the value."""

MOST = 100
"""How many problems are reported at once."""

LIKE = 0.67
"""How like two words must be (difflib's ratio): `VpcId` is nothing like `cidr`."""

ALL_KEYS = "its keys: "
"""How a hint begins that names every key; of several alike only the first is shown whole."""

_MANY = 1000
_LONGEST_WORD = 100

Hint = str | Callable[[], str]
"""A hint, or how to find it: looking for near names takes time, and only what is shown needs it."""


class Problems:
    """Collects what is wrong with one document. `scan`: it is a scan's, whose words of AWS's are taken as they are."""

    def __init__(self) -> None:
        self.scan = False
        self._found: dict[tuple[Path, str], tuple[str, Hint]] = {}

    def add(self, path: Path, message: str, *, expected: str = "", hint: Hint = "") -> None:
        """Note a problem at `path`; the same one twice counts once."""
        self._found.setdefault((path, message), (expected, hint))

    def take(self, others: "Problems") -> None:
        """Have the problems of others, too."""
        for key, value in others._found.items():
            self._found.setdefault(key, value)

    def __len__(self) -> int:
        return len(self._found)

    def __bool__(self) -> bool:
        return bool(self._found)

    def error(self, file: str, text: str, locate: Callable[[Iterable[Path]], list[Place]]) -> InputError:
        """The error that reports them in the order of their lines, the first MOST of them; `locate` answers the places of paths."""
        places = locate([path for path, _ in self._found])
        found = [
            (line, column, message, expected, hint)
            for (line, column), ((_, message), (expected, hint)) in zip(places, self._found.items(), strict=True)
        ]
        found.sort(key=lambda one: one[:2])  # of several at one place, the first that was found
        lines = split_lines(text)
        problems = []
        lists: set[str] = set()
        for line, column, message, expected, hint in found[:MOST]:
            excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
            words = hint if isinstance(hint, str) else hint()
            if words.startswith(ALL_KEYS):
                words, seen = f"{ALL_KEYS}those that are listed above" if words in lists else words, words
                lists.add(seen)
            problems.append(Problem(message, file, line, column, expected, words, excerpt))
        if len(found) > MOST:
            problems.append(Problem(f"{len(found) - MOST} more problems are not shown", file))
        return InputError(*problems)


def split_lines(text: str) -> list[str]:
    """The lines of `text` as YAML and editors count them: broken at LF, CR and CR LF only."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def nearest(word: str, right: Iterable[str]) -> str:
    """The hint `did you mean "…"?` for the right word most like `word`, "" where none is near."""
    found = nearest_word(word, right)
    return f'did you mean "{found}"?' if found else ""


def nearest_word(word: str, right: Iterable[str]) -> str:
    """The right word most like `word`, "" where none is near. Of a word for one and that for many, the one of like length."""
    from difflib import get_close_matches

    wanted = _even(word)
    lowered: dict[str, str] = {}
    for candidate in sorted(right):
        lowered.setdefault(_even(candidate), candidate)
    if len(lowered) > _MANY:  # of very many words those that begin alike
        lowered = {even: candidate for even, candidate in lowered.items() if even[:2] == wanted[:2]}
    found = get_close_matches(wanted, list(lowered)[:_MANY], n=1, cutoff=LIKE) if len(word) <= _LONGEST_WORD else []
    if not found:
        return ""
    many = f"{found[0]}s"
    return lowered[many if many in lowered and len(wanted) >= len(many) else found[0]]


def near_names(word: str, right: Iterable[str] | Callable[[], Iterable[str]]) -> Hint:
    """`nearest`, looked for when the hint is needed; `right` may be a function that answers the right words."""
    return lambda: nearest(word, right() if callable(right) else right)


def _even(word: str) -> str:
    return word.lower().replace("-", "_")


def shown(value: object) -> str:
    """A value as messages quote it: text in quotes, shortened to 60 characters."""
    text = value if isinstance(value, str) else str(value)
    if len(text) <= 60:
        return f'"{text}"'
    from vpcviz.text.graphemes import beginning

    return f'"{beginning(text, 57)}…"'
