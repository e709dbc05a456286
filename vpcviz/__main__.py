"""`python -m vpcviz` is the `vpcviz` command."""

from vpcviz.cli import main

if __name__ == "__main__":
    main()
