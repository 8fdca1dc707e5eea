"""Stand-ins for other people's services: real servers on real ports, which do as a test says."""

from labkit.stubs.answers import Answer
from labkit.stubs.company import Charge, PaymentCompany, payment_company
from labkit.stubs.downstream import Downstream, Request, downstream

__all__ = [
    "Answer",
    "Charge",
    "Downstream",
    "PaymentCompany",
    "Request",
    "downstream",
    "payment_company",
]
