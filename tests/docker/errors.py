"""Why there may be no Docker here."""


class NoDockerHere(Exception):
    """This machine cannot run a Docker engine of our own; the message is one sentence."""
