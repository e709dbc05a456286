"""What a change does to a network: flows that open, end or take another way, what it costs apart, findings that come and go."""

from vpcviz.impact.assessing import Assessment as Assessment
from vpcviz.impact.effects import EFFECTS as EFFECTS
from vpcviz.impact.effects import FlowChange as FlowChange
from vpcviz.impact.effects import Impact as Impact
