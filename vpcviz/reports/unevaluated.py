"""What a change alters that traces do not evaluate: policies of endpoints."""

from vpcviz.impact.effects import Impact
from vpcviz.text.cleaning import clean

_MOST = 3


def policy_words(impact: Impact) -> str:
    """A sentence on endpoints whose policy changes: traffic gets there, and the policy then decides; "" where none does."""
    named = [
        clean(one.name or one.id)
        for one in impact.changes.changes
        if one.collection.endswith("endpoints") and any(field.name == "policy" for field in one.fields)
    ]
    if not named:
        return ""
    more = f" and {len(named) - _MOST} more" if len(named) > _MOST else ""
    whose = "The policy of an endpoint changes" if len(named) == 1 else f"The policies of {len(named)} endpoints change"
    return f" {whose} ({', '.join(named[:_MOST])}{more}): which requests it lets through is not evaluated."
