"""The map as DOT source, for Graphviz and whatever else reads it: VPCs, hubs, networks and services as nodes, links as edges."""

from vpcviz.layout.options import Options
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.titles import title_of
from vpcviz.render.map_graph import Cluster, clustered, edges_of, labels_of, nodes_of
from vpcviz.render.theme import link_paints
from vpcviz.text import clean


def render_dot(network: Network, options: Options) -> bytes:
    """The DOT document of the map of a network, UTF-8. Names are resource ids; every text is quoted, none is read as HTML,
    as a port or as an escape, and there are no URLs."""
    title = clean(options.title or title_of(network))
    lines = [
        f"graph {_quoted(title)} {{",
        f"  graph [label={_quoted(title)}, labelloc=t, fontname=Helvetica, compound=true];",
        '  node [shape=box, style="rounded,filled", fillcolor=white, fontname=Helvetica, fontsize=11];',
        "  edge [fontname=Helvetica, fontsize=9];",
    ]
    nodes = nodes_of(network)
    labels = labels_of(nodes)
    lines += clustered(network, nodes, _cluster, lambda node, _: _node(node, labels[node.id]), "  }")
    for source, target, kind in edges_of(network, {item.id for item in nodes}):
        look = f"color={_quoted(link_paints()[0][kind].stroke)}, class={_quoted(kind)}"
        lines.append(f"  {_quoted(clean(source))} -- {_quoted(clean(target))} [{look}];")
    return ("\n".join(lines) + "\n}\n").encode()


def _quoted(text: str) -> str:
    """A DOT string: quotes and backslashes escaped, so that it is neither HTML nor a port nor an escape sequence.

    Graphviz passes character references on as they are, also those of characters that XML does not have: `&` is written as one.
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
    return f'"{escaped}"'


def _cluster(place: Cluster, label: str) -> str:
    name, colour, style = f"cluster_{place.region}", "#00A4A6", "dashed"
    if place.account:
        name, colour, style = f"{name}_{place.account}", "#E7157B", "solid"
    return f"  subgraph {_quoted(clean(name))} {{ label={_quoted(clean(label))}; color={_quoted(colour)}; style={style};"


def _node(node: r.Resource, lines: list[str]) -> str:
    label = "\\n".join(_quoted(clean(text))[1:-1] for text in lines)
    return f'  {_quoted(clean(node.id))} [label="{label}", class={_quoted(node.kind)}];'
