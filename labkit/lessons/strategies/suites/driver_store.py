"""A driver: stands in for the scan engine, above the store."""

from labkit.systems.scanner import SignaturesUnavailable


def drive_store(store):
    """What an engine would want to know: the patterns as bytes, or None when there are none."""
    try:
        feed = store.feed()
    except SignaturesUnavailable:
        return None
    return {each["name"]: bytes.fromhex(each["pattern"]) for each in feed["signatures"]}
