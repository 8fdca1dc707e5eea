"""Premium membership: who pays is a member for thirty days.

Three neighbours: the memberships are kept in our own database, the money is taken by somebody
else's service, and the time is nobody's.
"""

from labkit.systems.users.premium.in_memory import InMemoryMemberships
from labkit.systems.users.premium.membership import Membership, Memberships, Payments, Premium
from labkit.systems.users.premium.payments import CardDeclined, PaymentClient, PaymentsUnavailable
from labkit.systems.users.premium.store import MembershipStore
from labkit.systems.users.premium.vouchers import voucher

__all__ = [
    "CardDeclined",
    "InMemoryMemberships",
    "Membership",
    "MembershipStore",
    "Memberships",
    "PaymentClient",
    "Payments",
    "PaymentsUnavailable",
    "Premium",
    "voucher",
]
