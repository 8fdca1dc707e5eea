"""The container tests on a Docker engine of our own, where no registry can be reached.

`python -m tests.docker` unpacks an engine and makes stand-ins for the official images, both from
Debian's packages, and runs the tests in namespaces that vanish with it.
"""
