"""The rules, one small class each, by what they look at."""
