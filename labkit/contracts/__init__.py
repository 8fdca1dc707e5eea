"""Contract tests with Pact, with its traps taken out, and a broker to teach with.

Importing this package switches off Pact's reports about its use, before Pact is imported.
"""

import os

# Pact reads it when it runs; whoever has decided already keeps the decision.
os.environ.setdefault("PACT_DO_NOT_TRACK", "true")

from labkit.contracts.calls import UnknownMessage, UnknownState
from labkit.contracts.commands import Answer, pact_command
from labkit.contracts.contract import Contract, Interaction, RequestsDiffer, SameDescription
from labkit.contracts.message import Message
from labkit.contracts.results import Outcome, Verification
from labkit.contracts.teaching_broker import Broker, broker
from labkit.contracts.verification import (
    NothingVerified,
    Published,
    VerificationStopped,
    verify,
    verify_messages,
)

__all__ = [
    "Answer",
    "Broker",
    "Contract",
    "Interaction",
    "Message",
    "NothingVerified",
    "Outcome",
    "Published",
    "RequestsDiffer",
    "SameDescription",
    "UnknownMessage",
    "UnknownState",
    "Verification",
    "VerificationStopped",
    "broker",
    "pact_command",
    "verify",
    "verify_messages",
]
