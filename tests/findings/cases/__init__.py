"""Small networks that have what a rule is about, and their twins that do not: at least one pair for each rule."""

from tests.findings.cases.costs import COSTS
from tests.findings.cases.endpoints import ENDPOINTS
from tests.findings.cases.filters import FILTERS
from tests.findings.cases.names import NAMES
from tests.findings.cases.peering import PEERING
from tests.findings.cases.routes import ROUTES
from tests.findings.cases.sharing import SHARING
from tests.findings.cases.subnets import SUBNETS
from tests.findings.cases.transit import TRANSIT

CASES = [*ENDPOINTS, *SHARING, *NAMES, *PEERING, *ROUTES, *TRANSIT, *SUBNETS, *COSTS, *FILTERS]
