"""A driver: stands in for the report service, above the engine."""


def drive_engine(engine, content):
    """What a report service would want to know: the names, or None when the scan failed."""
    try:
        return sorted(each["name"] for each in engine.scan(content))
    except Exception:
        return None
