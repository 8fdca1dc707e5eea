"""The lesson on APIs: what its cells call."""
