"""Holds suggested changes against random networks: made, the flow must get further. `tools/try_changes.py [CASES] [FIRST]`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.traffic.changes import check_case


def main() -> None:
    """Try 2,000 networks, or as many as are asked for, and print what is wrong; exit code 1 where something is."""
    cases, first = [int(word) for word in (*sys.argv[1:], *("2000", "0")[len(sys.argv) - 1 :])][:2]
    tried, wrong = 0, 0
    for seed in range(first, first + cases):
        changes, problems = check_case(seed)
        tried += changes
        wrong += len(problems)
        for problem in problems:
            print(f"seed {seed}: {problem}")
    print(f"{cases} networks, {tried} changes made, {wrong} that do not help")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
