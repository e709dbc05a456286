"""The map as Mermaid's text, for platforms that draw it: a flowchart of VPCs, hubs, networks and services.

Mermaid's own settings bound what it draws: "maxEdges" and "maxTextSize" of its configuration.
"""

import json
import re

from vpcviz.errors import UsageError
from vpcviz.layout.options import Options
from vpcviz.model import Network
from vpcviz.model.titles import title_of
from vpcviz.render.map_graph import Cluster, clustered, edges_of, labels_of, nodes_of
from vpcviz.text import clean

MOST_LINKS, MOST_CHARACTERS = 500, 50_000
"""What Mermaid takes where nobody raised it: "maxEdges" and "maxTextSize"."""

_PLAIN = re.compile(r"[^\w .,/()+*=·…-]", re.ASCII)


def render_mermaid(network: Network, options: Options) -> bytes:
    """The Mermaid document of the map of a network, UTF-8. Nodes are numbered; every text is quoted, its signs written as
    character codes, so that none is markup, a comment or a directive. Raises UsageError where Mermaid would not draw it."""
    title = clean(options.title or title_of(network))
    nodes = nodes_of(network)
    names = {node.id: f"n{number}" for number, node in enumerate(nodes)}
    edges = edges_of(network, set(names))
    front = json.dumps(title).replace("%", "\\u0025")
    lines = ["---", f"title: {front}", "---", "flowchart TB"]
    labels = {name: "<br/>".join(map(_quoted, lines)) for name, lines in labels_of(nodes).items()}
    lines += clustered(network, nodes, _opens, lambda node, _: f'  {names[node.id]}["{labels[node.id]}"]', "  end")
    lines += [f'  {names[source]} ---|"{kind}"| {names[target]}' for source, target, kind in edges]
    text = "\n".join(lines) + "\n"
    if len(edges) > MOST_LINKS or len(text) > MOST_CHARACTERS:
        found = f"{len(edges):,} links in {len(text):,} characters"
        raise UsageError(
            f"the map is too large for Mermaid: {found}; it draws at most {MOST_LINKS} in {MOST_CHARACTERS:,}. "
            "Choose a part (--vpc, --region, --account), or draw it with --view map"
        )
    return text.encode()


def _opens(place: Cluster, label: str) -> str:
    name = f"r{place.number}a{place.inner}" if place.account else f"r{place.number}"
    return f'  subgraph {name}["{_quoted(label)}"]'


def _quoted(text: str) -> str:
    """A text within quotes: all but letters, digits and a few harmless signs as Mermaid's character codes."""
    return _PLAIN.sub(lambda found: f"#{ord(found[0])};", clean(text))
