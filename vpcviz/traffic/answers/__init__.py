"""What is asked of traces: what a source reaches, whether expectations hold, where each step is."""
