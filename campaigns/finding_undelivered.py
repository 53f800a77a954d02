"""Finding the undelivered: who waits to be confirmed and has never had our mail, and why.

Bounced: given up after tries, or came back after a server had taken it, or not sent because this
address must not be written to. Mistyped: a mail server said for good that there is no such mailbox.
One mail that arrived outweighs all others.
"""

from datetime import timedelta

from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils import timezone

from campaigns.joining import CONFIRMATION
from campaigns.keys import open_keys
from campaigns.losses import Loss
from campaigns.models import PENDING_DAYS, Petition, Signature
from campaigns.reminding import REMINDER
from campaigns.signatures import SignatureQuerySet
from outbox.bouncing import has_bounced_since, note_bounces
from outbox.models import NO_SUCH_MAILBOX, Message, Reason
from outbox.suppressing import suppressed_among
from vault.keystore import KeyMissing
from vault.sealing import CannotUnseal

MAILS = (CONFIRMATION, REMINDER)
PENDING = Q(confirmed_at=None, withdrawn_at=None, invalidated_at=None)
FRESH = timedelta(hours=3)  # a bounce noted since then is looked for: thrice the time between ticks
BATCH = 500


def undelivered(signatures: SignatureQuerySet) -> SignatureQuerySet:
    """Those of the pending ones, with their `cause` (Loss.Cause). It starts from the mails that did
    not arrive, which are few: `outbox_message_undelivered`.
    """
    mails = Message.objects.filter(kind__in=MAILS)
    lost = mails.undelivered()
    own = mails.filter(subject_id=OuterRef("pk"))
    refused = own.undelivered().filter(error_code__startswith=NO_SUCH_MAILBOX)
    cause = Case(
        When(Exists(refused), then=Value(Loss.Cause.MISTYPED.value)),
        default=Value(Loss.Cause.BOUNCED.value),
    )
    found = signatures.filter(PENDING, pk__in=lost.values("subject_id"))
    return found.exclude(Exists(own.arrived())).annotate(cause=cause)


def notice_bounces() -> int:
    """Note which mails came back of those whose signers still wait; returns how many.

    Opens addresses of pending signatures only, and only after an address was newly noted.
    """
    if not has_bounced_since(timezone.now() - FRESH):
        return 0
    since = timezone.now() - timedelta(days=PENDING_DAYS + 1)
    waiting = Signature.objects.filter(PENDING, counts=False, created_at__gte=since)
    petitions = Petition.objects.filter(Exists(waiting.filter(petition=OuterRef("pk"))))
    return sum(_notice(petition) for petition in petitions)


def _notice(petition: Petition) -> int:
    try:
        keys = open_keys(petition.public_id)
    except KeyMissing:
        return 0
    rows = Signature.objects.filter(PENDING, counts=False, petition=petition).identified()
    noted, batch = 0, {}
    for row in rows.iterator(BATCH):
        try:
            batch[row.pk] = row.email(keys)
        except CannotUnseal:
            continue
        if len(batch) == BATCH:
            noted, batch = noted + _note(batch), {}
    return noted + _note(batch)


def _note(addresses: dict[int, str]) -> int:
    lost = suppressed_among(addresses.values(), Reason.BOUNCE)
    return note_bounces(MAILS, [pk for pk, address in addresses.items() if address in lost])
