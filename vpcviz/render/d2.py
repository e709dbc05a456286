"""The map as D2's text: VPCs, hubs, networks and services in containers of region and account, links as connections."""

from vpcviz.errors import UsageError
from vpcviz.layout.options import Options
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.render.map_graph import Cluster, clustered, edges_of, labels_of, nodes_of
from vpcviz.text import clean

MOST = 500
"""So many nodes and so many links at most. D2 0.9 takes 1.4 s for 500 nodes around a hub, 6 s for a mesh of 500 links (dagre), and
the time of a mesh grows with the square of its links."""


def render_d2(network: Network, options: Options) -> bytes:
    """The D2 document of the map of a network, UTF-8. Nodes are numbered, every text is quoted: none is a key, Markdown or a
    variable. Raises UsageError where it is larger than D2 can lay out."""
    nodes = nodes_of(network)
    keys: dict[str, str] = {}
    lines = [f"title: {_quoted([options.title or network.title or 'AWS network'])} {{shape: text; near: top-center}}"]
    labels = labels_of(nodes)
    names = {node.id: f"n{number}" for number, node in enumerate(nodes)}

    def write(node: r.Resource, place: Cluster) -> str:
        keys[node.id] = ".".join([*_path(place), names[node.id]])
        return f"{names[node.id]}: {_quoted(labels[node.id])}"

    lines += clustered(network, nodes, _opens, write, "}")
    edges = edges_of(network, set(keys))
    if len(nodes) > MOST or len(edges) > MOST:
        raise UsageError(
            f"the map is too large for D2: {len(nodes):,} nodes and {len(edges):,} links; at most {MOST} of each. "
            "Choose a part (--vpc, --region, --account), or draw it with --view map"
        )
    lines += [f"{keys[source]} -- {keys[target]}: {kind}" for source, target, kind in edges]
    return ("\n".join(lines) + "\n").encode()


def _opens(place: Cluster, label: str) -> str:
    return f"a{place.inner}: {_quoted([label])} {{" if place.account else f"r{place.number}: {_quoted([label])} {{"


def _path(place: Cluster) -> list[str]:
    """The keys of the containers that a node is in."""
    return [*([f"r{place.number}"] if place.region else []), *([f"a{place.inner}"] if place.account else [])]


def _quoted(texts: list[str]) -> str:
    """A string of D2, a line for each text: quotes, backslashes and the signs of variables are escaped."""
    lines = (clean(text).replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$") for text in texts)
    return '"' + "\\n".join(lines) + '"'
