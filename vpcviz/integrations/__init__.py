"""Pictures in the documents of other tools: MkDocs and Sphinx. Each module is imported by its tool only."""
