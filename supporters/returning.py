"""Returning: what became of a supporter's mails is told by the outbox, which knows no supporter.

Who complained, or unsubscribed at their provider, has left. Whose mail comes back, or who is not to
be written to, is not counted among the readers of the next mail to many, until they confirm anew.
"""

from outbox.models import What
from outbox.posting import unpost
from outbox.suppressing import lift
from supporters.days import today
from supporters.indexing import index_of
from supporters.leaving import LEFT, leave
from supporters.models import Supporter


def heed(subject_id: int, what: What) -> None:
    """For every kind whose subjects are supporters."""
    supporter = Supporter.objects.filter(pk=subject_id).first()
    if supporter is None:
        return
    if what in (What.COMPLAINED, What.LEFT):
        leave(supporter)
    if what == What.COMPLAINED:
        unpost(LEFT, supporter.pk)
    if what in (What.BOUNCED, What.SPARED):
        rows = Supporter.objects.filter(pk=supporter.pk, unreachable_on=None)
        rows.update(unreachable_on=today())


def write_again(address: str) -> bool:
    """Lift the outbox's silence towards this mailbox; True if there was any."""
    rows = Supporter.objects.filter(address_index=index_of(address))
    rows.update(unreachable_on=None)
    return lift(address)
