"""The map as Mermaid's text, for platforms that draw it: a flowchart of VPCs, hubs, networks and services.

Mermaid's own settings bound what it draws: "maxEdges" and "maxTextSize" of its configuration.
"""

import json
import re
from collections.abc import Iterator

from vpcviz.errors import UsageError
from vpcviz.layout.options import Options
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.render.map_graph import account_label, edges_of, labels_of, nested, nodes_of
from vpcviz.text import clean

MOST_LINKS, MOST_CHARACTERS = 500, 50_000
"""What Mermaid takes where nobody raised it: "maxEdges" and "maxTextSize"."""

_PLAIN = re.compile(r"[^\w .,/()+*=·…-]", re.ASCII)


def render_mermaid(network: Network, options: Options) -> bytes:
    """The Mermaid document of the map of a network, UTF-8. Nodes are numbered; every text is quoted, its signs written as
    character codes, so that none is markup, a comment or a directive. Raises UsageError where Mermaid would not draw it."""
    title = clean(options.title or network.title or "AWS network")
    nodes = nodes_of(network)
    names = {node.id: f"n{number}" for number, node in enumerate(nodes)}
    edges = edges_of(network, set(names))
    front = json.dumps(title).replace("%", "\\u0025")
    lines = ["---", f"title: {front}", "---", "flowchart TB", *_clusters(network, nodes, names)]
    lines += [f'  {names[source]} ---|"{kind}"| {names[target]}' for source, target, kind in edges]
    text = "\n".join(lines) + "\n"
    if len(edges) > MOST_LINKS or len(text) > MOST_CHARACTERS:
        found = f"{len(edges):,} links in {len(text):,} characters"
        raise UsageError(
            f"the map is too large for Mermaid: {found}; it draws at most {MOST_LINKS} in {MOST_CHARACTERS:,}. "
            "Choose a part (--vpc, --region, --account), or draw it with --view map"
        )
    return text.encode()


def _clusters(network: Network, nodes: list[r.Resource], names: dict[str, str]) -> Iterator[str]:
    """The nodes in subgraphs of region and account."""
    labels = labels_of(nodes)
    for number, region, accounts in nested(nodes):
        if region:
            yield f'  subgraph r{number}["{_quoted(region)}"]'
        for inner, account, inside in accounts:
            if account:
                yield f'  subgraph r{number}a{inner}["{_quoted(account_label(network, account))}"]'
            for node in inside:
                label = "<br/>".join(map(_quoted, labels[node.id]))
                yield f'  {names[node.id]}["{label}"]'
            if account:
                yield "  end"
        if region:
            yield "  end"


def _quoted(text: str) -> str:
    """A text within quotes: all but letters, digits and a few harmless signs as Mermaid's character codes."""
    return _PLAIN.sub(lambda found: f"#{ord(found[0])};", clean(text))
