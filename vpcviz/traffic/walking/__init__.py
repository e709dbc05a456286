"""A walk in the making: what it met, what it takes for granted, the changes that it suggests."""
