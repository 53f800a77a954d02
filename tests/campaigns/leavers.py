"""Who left stays away: what must hold of them after whatever else happened."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest

from campaigns.letters import PURPOSE
from campaigns.mailing_signers import audience_of
from campaigns.managing import LinkDead, find_managed, manage_token
from campaigns.models import SLOTS, Petition, Signature
from campaigns.signing import find_signature
from campaigns.withdrawing import WITHDRAWN
from outbox.letters import open_letters
from outbox.models import Message
from vault.tokens import TokenUnknown, derive_token

RECEIPTS = {WITHDRAWN, "campaigns.erased"}  # that a signature was taken back, said once


@dataclass
class Leavers:
    """The links of who was erased, and who does not want to hear of this petition."""

    links: dict[int, list[str]] = field(default_factory=dict)
    hushed: set[int] = field(default_factory=set)

    def remember(self, row: Signature) -> None:
        """Before it is erased."""
        facts = row.public_id, bytes(row.nonce), row.expires_on
        self.links[row.pk] = [manage_token(row), derive_token(PURPOSE, *facts)]

    def check(self, petition: Petition, left: Iterable[int]) -> None:
        self.one_row_stands_for_each_person()
        self.nobody_erased_is_back()
        gone = {*left, *self.links}
        heard = set(audience_of(petition).values_list("pk", flat=True))
        assert heard & (gone | self.hushed) == set()
        assert written_to() & gone == set()

    def nobody_erased_is_back(self) -> None:
        for row in Signature.objects.filter(pk__in=self.links):
            assert row.erased_at is not None
            kept = [row.sealed_name, row.sealed_email, row.sealed_place]
            assert not any(map(bytes, kept))
        for manage, confirm in self.links.values():
            with pytest.raises(LinkDead):
                find_managed(manage)
            with pytest.raises(TokenUnknown):
                find_signature(confirm)

    @staticmethod
    def one_row_stands_for_each_person() -> None:
        rows = Signature.objects.filter(withdrawn_at=None, erased_at=None)
        people = [(bytes(row.email_index), bytes(row.name_index)) for row in rows]
        assert len(set(people)) == len(people)
        households = Counter(address for address, _name in people)
        assert max(households.values(), default=0) <= len(SLOTS)


def written_to() -> set[int]:
    """The signatures to whose owners a letter would leave now, but to say that they left."""
    rows = Message.objects.unfinished().filter(kind__startswith="campaigns.")
    waiting = {row.pk: row for row in rows.exclude(kind__in=RECEIPTS)}
    letters, failed = open_letters(waiting.values())
    assert failed == set()
    return {waiting[pk].subject_id for pk in letters}
