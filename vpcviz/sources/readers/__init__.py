"""What networks are read from, a module for each kind; see `vpcviz.sources.source`."""
