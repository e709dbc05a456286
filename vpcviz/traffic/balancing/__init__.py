"""Load balancers as the network has them: which target groups a request goes to, and which of their targets may get it."""
