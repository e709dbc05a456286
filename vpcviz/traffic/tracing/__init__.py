"""A flow from its name to its verdict: connections, their answers, load balancers between."""
