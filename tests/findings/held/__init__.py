"""What traces say against findings about reachability: a function for each rule, under `holds`; all modules are found."""
