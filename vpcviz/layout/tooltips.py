"""What a thing's tooltip says: ids, names and notes, whole."""

from vpcviz.model import resources as r


def tooltip(*found: r.Resource | None) -> str:
    """The tooltip of a thing that stands for these resources."""
    lines = []
    for resource in found:
        if resource is not None:
            lines.append(f"{resource.id} {resource.name}".strip() if resource.name else resource.id.strip())
            if resource.note:
                lines.append(resource.note)
    return " · ".join(lines)
