"""AWS as a source: which calls are made, fetching them, and turning raw answers (live ones or saved dumps) into the model."""
