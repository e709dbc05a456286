"""What a thing's tooltip says: ids, names, who manages it, words of AWS's that are newer than vpcviz, notes, whole."""

from vpcviz.model import resources as r
from vpcviz.model.new_words import words_of


def tooltip(*found: r.Resource | None) -> str:
    """The tooltip of a thing that stands for these resources."""
    lines = []
    for resource in found:
        if resource is not None:
            lines.append(f"{resource.id} {resource.name}".strip() if resource.name else resource.id.strip())
            operator = getattr(resource, "operator", "")
            lines += [f"managed by {operator}"] if operator else []
            lines += new_words(resource)
            if resource.note:
                lines.append(resource.note)
    return " · ".join(lines)


def new_words(resource: r.Resource) -> list[str]:
    """What AWS says of a thing in words that vpcviz does not know, as AWS says it."""
    return [f"{name.replace('_', ' ')} {word}" for name, word in words_of(resource)]
