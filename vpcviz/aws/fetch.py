"""Reads live AWS accounts: many of them in a few processes, each of which reads some. Uses boto3.

botocore takes a millisecond of processor time for a call, so one processor makes a thousand calls a second at most, however many
wait for their answers. AWS's limits are those of an account, and each account is read by one process.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from msgspec import structs

from vpcviz.aws.access import Access
from vpcviz.aws.answers import Reading
from vpcviz.aws.fetch_loop import Scan
from vpcviz.aws.fetch_peers import AllRead, Peer, ReadableAccounts, Telling, child
from vpcviz.aws.fetch_scope import Scope, owner_of
from vpcviz.aws.fetch_session import allow_connections
from vpcviz.aws.fetch_tasks import Progress
from vpcviz.errors import AccessError
from vpcviz.workers import processes

WORTH = 4
"""So many accounts each further process reads at least: it makes its own clients."""


def scan(access: Access, progress: Progress) -> Reading:
    """Read everything that the table has, in all accounts and regions that `access` names.

    Raises AccessError where nothing can be read at all. A session that ends on the way gives a Reading that is not complete.
    """
    allow_connections()
    reading = Reading()
    scope = Scope(access)
    with _children(scope) as ready:
        found, roles = scope.begin(reading)
        shares = _shares(roles, scope.base.id, len(found), len(ready) + 1)
        for peer in ready[len(shares) - 1 :]:
            peer.end()
        children = ready[: len(shares) - 1]
        scope.access = _share_of(access, len(shares))
        for peer, share in zip(children, shares[1:], strict=True):
            peer.send((share, scope.access.max_workers))
        more = scope.accounts_of(shares[0], reading, alone=len(roles) == 1 and not access.organization)
        found += [account for account in more if account.id not in {one.id for one in found}]
        known = [(account.id, account.regions) for account in found]
        for peer in children:
            told: ReadableAccounts = peer.receive()
            known += told.accounts
            reading.missing += told.missing
        if not known:
            raise AccessError(
                "none of the roles could be assumed; check the ARNs, --external-id, and the trust policies of the roles"
            )
        order = {owner_of(role): at for at, role in reversed(list(enumerate(roles)))}
        progress.begin(sorted(known, key=lambda account: order.get(account[0], -1)))
        Scan(found, scope.access, progress, reading, children).run()
    return reading


@contextmanager
def _children(scope: Scope) -> Iterator[list[Peer]]:
    """Processes that can read some of the accounts, where there may be many; they wait for their shares."""
    access = scope.access
    most = len({owner_of(role) for role in access.role_arns}) // WORTH
    count = min(processes(), access.max_workers, access.max_workers if access.organization else most)
    made: list[Peer] = []
    try:
        for _ in range(1, count):
            peer = child(lambda parent: _read_share(scope, parent))
            if peer is not None:
                made.append(peer)
        yield made
    finally:
        for peer in made:
            peer.end()


def _shares(roles: Sequence[str], base: str, own: int, count: int) -> list[list[str]]:
    """The roles in as many shares as are worth it, of like sizes, those of one account in one share: the first one has the
    session's own account, too, where that is read (`own`)."""
    owners = list(dict.fromkeys(owner for role in roles if (owner := owner_of(role)) != base))
    count = max(1, min(count, (len(owners) + own) // WORTH))
    place = {owner: (at + own) % count for at, owner in enumerate(owners)}
    shares: list[list[str]] = [[] for _ in range(count)]
    for role in roles:
        shares[place.get(owner_of(role), 0)].append(role)
    return shares


def _share_of(access: Access, count: int) -> Access:
    """What one of so many processes may do: all of them together make as many calls at once as the user allows."""
    return structs.replace(access, max_workers=max(1, access.max_workers // count))


def _read_share(scope: Scope, parent: Peer) -> None:
    """What a child does: read the accounts of the roles that its parent names, and tell of it."""
    roles, workers = parent.receive()
    scope.access = structs.replace(scope.access, max_workers=workers)
    scope.warm()
    reading = Reading()
    found = scope.accounts_of(roles, reading)
    parent.send(ReadableAccounts([(account.id, account.regions) for account in found], list(reading.missing)))
    reading.missing.clear()
    scan = Scan(found, scope.access, Telling(parent), reading, parent=parent)
    scan.collect()
    parent.send(AllRead(reading, scan.last_error))
