"""How findings name things."""

from vpcviz.model import resources as r


def words(names: tuple[str, ...] | list[str], most: int = 4) -> str:
    """Names as running text, the first `most` of them and how many more there are."""
    shown = list(names[:most])
    rest = len(names) - len(shown)
    if rest:
        return f"{', '.join(shown)} and {rest} more"
    return ", ".join([*shown[:-2], " and ".join(shown[-2:])])


def called(resource: r.Resource) -> str:
    """A resource as messages name it: name and id, or the id alone."""
    return f"{resource.name} ({resource.id})" if resource.name and resource.name != resource.id else resource.id
