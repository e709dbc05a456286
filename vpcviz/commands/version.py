"""`vpcviz version`: which vpcviz this is."""

from vpcviz import __version__


def version() -> None:
    """Print the version of vpcviz and of its documents."""
    from vpcviz.model import FORMAT_VERSION

    print(f"vpcviz {__version__} (documents: version {FORMAT_VERSION})")  # noqa: T201
