"""Documents: reading specs and snapshots, writing canonical ones, and their JSON Schema."""

from typing import Any

from vpcviz.model import Network

__all__ = ["dump_json", "dump_yaml", "json_schema", "load_document"]


def load_document(file: str, data: bytes, *, strict: bool = False, notes: list[str] | None = None) -> Network:
    """The network of a document; `file` is what messages call it. Raises InputError with all problems at once.

    What can be understood, and AWS would refuse all the same, is refused where the reader is `strict`, else counted in `notes`.
    """
    from vpcviz.spec import load

    return load.load_document(file, data, strict=strict, notes=notes)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of documents: the spec with its nesting and short forms, and the snapshot."""
    from vpcviz.spec import schema

    return schema.json_schema()


def dump_json(network: Network) -> bytes:
    """The network as a canonical JSON document, with a newline at the end."""
    from vpcviz.spec import dump

    return dump.dump_json(network)


def dump_yaml(network: Network) -> bytes:
    """The network as a canonical YAML document, with a newline at the end."""
    from vpcviz.spec import dump

    return dump.dump_yaml(network)
