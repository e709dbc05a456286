"""The next hops, a module for each kind of gateway: what it does with a packet that a route sends to it."""
