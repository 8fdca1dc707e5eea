"""The teaching broker: a small Pact broker in this process, for lessons and tests.

It answers what Pact's verifier and command line ask, in memory, without accounts, pages or
webhooks. At work a real one runs for everybody.
"""

from labkit.contracts.teaching_broker.serving import Broker, broker

__all__ = ["Broker", "broker"]
