"""`vpcviz version` and `vpcviz --version`: which vpcviz this is."""

from vpcviz import __version__


def version() -> None:
    """Print the version of vpcviz and of its documents."""
    print(version_line())  # noqa: T201


def version_line() -> str:
    """The versions of vpcviz and of its documents, in words."""
    from vpcviz.model import FORMAT_VERSION

    return f"vpcviz {__version__} (documents: version {FORMAT_VERSION})"
