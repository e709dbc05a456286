"""Which table, which route, and which change to it leads an address on."""
