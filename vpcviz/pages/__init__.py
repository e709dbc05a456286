"""The network in words: pages of tables and pictures, as Markdown, as one HTML file, and as CSV; and parts of them in files."""
