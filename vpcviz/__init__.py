"""vpcviz draws AWS networks and answers which way their traffic goes."""

__version__ = "0.1.0"
