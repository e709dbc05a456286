"""The errors that a user can cause. The command line turns them into messages and exit codes."""

from msgspec import Struct


class Problem(Struct, frozen=True):
    """One thing wrong with an input: where it is, what it is, what was expected, and the nearest right name.

    `line` and `column` count from 1; 0 where the problem has no place. `excerpt` is the input's line as it stands.
    """

    message: str
    file: str = ""
    line: int = 0
    column: int = 0
    expected: str = ""
    hint: str = ""
    excerpt: str = ""


class VpcvizError(Exception):
    """Anything that a user's input or environment can cause; `exit_code` is what the command ends with."""

    exit_code = 2


class InputError(VpcvizError):
    """The input is refused: all its problems at once. Exit code 2."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("; ".join(problem.message for problem in problems))


class UsageError(VpcvizError):
    """The command line asks for something that cannot be done. Exit code 2."""


class AccessError(VpcvizError):
    """AWS cannot be read at all: credentials, profile, region. The message carries the remedy. Exit code 3."""

    exit_code = 3


class IncompleteError(VpcvizError):
    """A scan has gaps, and --strict was given. Exit code 4."""

    exit_code = 4
