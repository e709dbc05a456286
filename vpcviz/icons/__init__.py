"""Icons: our own (`icons/`), those of the `diagrams` package, and the user's folder, as inert SVG markup."""

from vpcviz.icons.finding import Icon, IconSet, find, suggest
from vpcviz.icons.kinds import icon_for, icon_for_service

__all__ = ["Icon", "IconSet", "find", "icon_for", "icon_for_service", "suggest"]
