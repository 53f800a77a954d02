"""Drafting: a machine's first draft of what is not translated yet, marked as one.

The machine is wagtail-localize's own (`WAGTAILLOCALIZE_MACHINE_TRANSLATOR`); none by default.
"""

import logging
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.strings import StringValue

from cms.admitting import EntryRefused, check_writing
from cms.proofreading import mark_drafted
from cms.segmenting import Credit, Place, TextRefused, checked, places_of, write

logger = logging.getLogger(__name__)
# An address is written, not translated.
NOT_FOR_MACHINES = {"slug"}


class MachineSilent(EntryRefused):
    """No machine is set, or it did not answer as it should; nothing was written."""


def draft(translation: Translation, *, by: Any) -> int:
    """Fill what is empty with a machine's words; returns how many pieces it filled.

    Raises an EntryRefused.
    """
    subject = translation.get_target_instance()
    check_writing(subject, by)
    machine = _machine_for(subject, translation)
    empty = [
        place
        for place in places_of(translation)
        if not place.data and place.field not in NOT_FOR_MACHINES
    ]
    answers = _ask(subject, machine, translation, empty) if empty else {}
    credit = Credit(
        by, tool=str(machine.display_name), kind=StringTranslation.TRANSLATION_TYPE_MACHINE
    )
    with transaction.atomic():
        moment = timezone.now()
        drafted = sum(_keep(translation, place, answers, credit) for place in empty)
        if drafted:
            mark_drafted(subject, moment)
            log(instance=subject, action="hub.machine_draft", user=by)
    return drafted


def _machine_for(subject: Any, translation: Translation) -> BaseMachineTranslator:
    machine = get_machine_translator()
    locales = (translation.source.locale, translation.target_locale)
    if machine is None or not machine.can_translate(*locales):
        raise MachineSilent(subject, _("No machine translator is set up for these languages."))
    return machine


def _ask(
    subject: Any, machine: BaseMachineTranslator, translation: Translation, places: list[Place]
) -> dict[StringValue, StringValue]:
    strings = list(dict.fromkeys(StringValue(place.source) for place in places))
    try:
        return machine.translate(translation.source.locale, translation.target_locale, strings)
    # What the library's translators raise when a server is away, refuses, or answers otherwise.
    except (OSError, ValueError, LookupError, TypeError) as error:
        logger.warning("the machine translator failed: %s", type(error).__name__)
        raise MachineSilent(
            subject, _("The machine translator did not answer. Nothing was changed; try later.")
        ) from error


def _keep(
    translation: Translation,
    place: Place,
    answers: dict[StringValue, StringValue],
    credit: Credit,
) -> bool:
    """A piece that the machine lacks or breaks stays empty, for a person."""
    answer = answers.get(StringValue(place.source))
    if answer is None or not answer.data:
        return False
    try:
        return write(translation, place, checked(place, answer.data), credit)
    except TextRefused:
        return False
