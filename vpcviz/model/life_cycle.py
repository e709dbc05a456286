"""What AWS's words for the state of a thing mean: whether it is there, whether it works.

Each call and rule asks here; which of the words a thing can have at all is told by its enumeration in AWS's API References.
"""

DELETED = frozenset(
    "deleted delete-complete terminated disassociated detached expired deactivated disable-complete unassociated".split()
)
"""The thing is there no more."""
LEAVING = frozenset(
    """deleting delete-in-progress terminating disassociating detaching disabling disable-in-progress unassigning
    deprovisioning""".split()
)
"""The thing is still there, and on its way out."""
FAILED = frozenset("failed create-failed association-failed attach-failed rejected inactive".split())
"""The thing never came to be."""

CHANGING = frozenset("modifying optimizing pending-network-update rolling-back rollingback update-in-progress updating".split())
"""The thing is there and is being changed; AWS does not say whether traffic passes it meanwhile."""

WAITING = frozenset("pending-acceptance pendingacceptance".split())
"""The thing is asked for, and whoever it leads to has not accepted it."""

_WORKING = ("", "available", "active", "associated", "attached", "accepted", "in-use", "accessible")
"""States of things that work, or whose state is not written."""
STOPPED = ("stopped", "stopping", "terminated", "shutting-down", "shut-down")
"""States of instances that neither send nor take packets."""


def works(state: str) -> bool:
    """Whether a thing in a state does what it is there for; one whose state is not written does."""
    return state.lower() in _WORKING


def is_waiting(state: str) -> bool:
    """Whether a thing in a state waits until it is accepted."""
    return state.lower() in WAITING


def is_gone(state: str, *also: frozenset[str]) -> bool:
    """Whether a thing in a state is not there: deleted, or in one of the states that `also` count as such for its kind."""
    word = state.lower().replace("_", "-")
    return word in DELETED or any(word in states for states in also)


def is_changing(state: str) -> bool:
    """Whether a thing in a state is being changed, so that nobody says whether it works meanwhile."""
    return state.lower().replace("_", "-") in CHANGING


def is_dead(state: str) -> bool:
    """Whether a thing in a state is gone, on its way out, or never came to be: nothing depends on it."""
    return is_gone(state, LEAVING, FAILED)
