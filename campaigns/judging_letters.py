"""What a changed letter means for those who signed the earlier one: said once by the editor."""

from typing import Any

from django.db import transaction
from django.db.models import Count
from wagtail.log_actions import log

from campaigns.airing import air
from campaigns.letter_versions import LONGEST, LetterVersion
from campaigns.models import Petition, Signature
from cms.telling import Texts, checked

JUDGED = "campaigns.judge_letter"


class AlreadyJudged(Exception):
    """Somebody has answered for this version before."""


def judge_letter(version: LetterVersion, *, is_material: bool, texts: Texts, by: Any) -> None:
    """Say whether this change matters; one that does is told beside the letter.

    Raises AlreadyJudged, cms.telling.TextMissing (a material change is told in both languages) or
    TextTooLong.
    """
    told = checked(texts, longest=LONGEST) if is_material else {}
    with transaction.atomic():
        asked = LetterVersion.objects.filter(pk=version.pk, is_first=False, is_material=None)
        if not asked.update(is_material=is_material, texts=told):
            raise AlreadyJudged(version.pk)
        log(instance=version.petition, action=JUDGED, user=by)
        count_signed(version.petition)
        air(version.petition)


def count_signed(petition: Petition) -> None:
    """Write down how many have seen each version: the pages never count signatures themselves.

    A wording that came back is counted where it first stood.
    """
    rows = Signature.objects.filter(petition=petition, counts=True).values("letter_version")
    seen = dict(rows.annotate(number=Count("pk")).values_list("letter_version", "number"))
    for version in petition.letters.defer("text").order_by("pk"):
        number = seen.pop(version.digest, 0)
        LetterVersion.objects.filter(pk=version.pk).exclude(signed=number).update(signed=number)


def count_letters() -> None:
    """The same for every petition whose letter has changed; nightly."""
    changed = LetterVersion.objects.filter(is_material=True).values("petition")
    for petition in Petition.objects.filter(pk__in=changed):
        count_signed(petition)
