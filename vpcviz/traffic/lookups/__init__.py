"""What a walk looks up in a network: indexes made once, longest-prefix tables, outer addresses, what was not read."""
