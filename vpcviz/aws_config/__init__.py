"""AWS Config: configuration items, snapshots and results of queries, made into a Network by way of AWS's own answers."""
