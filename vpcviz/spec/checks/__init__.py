"""Refuses what contradicts AWS, with the reason and the place: one function for each rule, all of them run.

Only specs are checked; what a scan says is taken as it is. A rule stands here only where AWS itself refuses the thing.
"""

from vpcviz.spec.checks.addresses import check_addresses
from vpcviz.spec.checks.balancing import check_balancing
from vpcviz.spec.checks.direct_connect import check_direct_connect
from vpcviz.spec.checks.endpoints import check_endpoints
from vpcviz.spec.checks.forms import check_forms
from vpcviz.spec.checks.links import check_links
from vpcviz.spec.checks.listeners import check_listeners
from vpcviz.spec.checks.names import check_names
from vpcviz.spec.checks.packet_filters import check_filters
from vpcviz.spec.checks.placement import check_places
from vpcviz.spec.checks.routing import check_routing
from vpcviz.spec.drafts import Book


def check(book: Book) -> None:
    """Note everything in a filled-in spec that AWS would refuse in the book's problems."""
    check_forms(book)
    check_places(book)
    check_addresses(book)
    check_routing(book)
    check_endpoints(book)
    check_balancing(book)
    check_listeners(book)
    check_links(book)
    check_direct_connect(book)
    check_names(book)
    check_filters(book)
