"""Networks that can be shown to strangers: what is kept is a closed list, everything else a stand-in of its kind."""

from vpcviz.redaction.redact import redacted, redacted_gaps, stand_ins

__all__ = ["redacted", "redacted_gaps", "stand_ins"]
