"""What is wrong with a network: rules, each a small class, and the engine that runs them."""

from vpcviz.findings.engine import by_resource, check
from vpcviz.findings.registry import RULES
from vpcviz.findings.report import SEVERITIES, Finding, Ignored, NotChecked, Report, Severity, grave

__all__ = ["RULES", "SEVERITIES", "Finding", "Ignored", "NotChecked", "Report", "Severity", "by_resource", "check", "grave"]
