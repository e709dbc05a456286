"""Security groups and network ACLs: which rule decides, and what that does to a walk."""
