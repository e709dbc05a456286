"""What things cost, by kind: a module for each part of a network."""
