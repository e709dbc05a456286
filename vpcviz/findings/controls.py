"""The controls of other tools that bear on networks, by topic.

A rule names the controls that it corresponds to (`Rule.answers`); a control that no rule names says why in its note. So the table
of docs/findings.md cannot go stale.
"""

from collections.abc import Mapping

from vpcviz.findings.control import Control
from vpcviz.findings.control_topics import EXPOSED, FILTERS
from vpcviz.findings.control_ways import PLACES, WAYS

CONTROLS: Mapping[str, tuple[Control, ...]] = {
    "What the internet reaches": EXPOSED,
    "Filters": FILTERS,
    "Ways": WAYS,
    "Zones and settings": PLACES,
}
"""The controls by topic, in the order of docs/findings.md."""
