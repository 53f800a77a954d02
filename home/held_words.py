"""What is said beside the numbers of home/giving.py: clocks, keys, logs, what there is not."""

from datetime import date

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.counting_reads import FROM_HUB, FROM_NOTHING


def clocks(kept: int, erased: int, held: int, next_erasure: date | None) -> list[str]:
    lines = [
        ngettext(
            "%(number)s petition still has names of signers or may get some.",
            "%(number)s petitions still have names of signers or may get some.",
            kept,
        )
        % {"number": kept},
        ngettext(
            "Of %(number)s petition the names are erased and the keys destroyed.",
            "Of %(number)s petitions the names are erased and the keys destroyed.",
            erased,
        )
        % {"number": erased},
    ]
    if held:
        lines.append(_paused(held))
    if next_erasure:
        day = date_format(next_erasure, "DATE_FORMAT")
        lines.append(_("The next erasure of a petition's names is due on %(day)s.") % {"day": day})
    return lines


def _paused(held: int) -> str:
    told = ngettext(
        "Of %(number)s petition the clock is paused, because a law or a court obliges us.",
        "Of %(number)s petitions the clock is paused, because a law or a court obliges us.",
        held,
    )
    return told % {"number": held}


def keys() -> list[str]:
    number = len(settings.FIELD_ENCRYPTION_KEYS)
    house = ngettext(
        "%(number)s key of the newsroom is in the settings of the running programs, not in the "
        "database: it opens addresses of subscribers and mail that waits.",
        "%(number)s keys of the newsroom are in the settings of the running programs, not in the "
        "database: they open addresses of subscribers and mail that waits.",
        number,
    )
    return [
        _(
            "Each petition has keys of its own, in a folder apart from the database. Once they are "
            "destroyed nobody opens its names again, not even from an old backup."
        ),
        house % {"number": number},
        _("The keys of sealed petitions are with the people in charge of them, offline."),
    ]


def logs() -> list[str]:
    return [
        _(
            "The programs' logs hold no addresses of readers, no names, no mail addresses and no "
            "paths, which could hold the link in somebody's mail."
        ),
        *_proxy(),
        _(
            "Backups hold what the database holds: what is sealed here is sealed there, and the "
            "keys are not in them. Whoever was erased is erased again when one is restored."
        ),
    ]


def _proxy() -> list[str]:
    """By the setting: whose log says what was read."""
    unseen = _("What stands in front of these programs, and what it logs, this page cannot see.")
    if settings.READS_FROM == FROM_HUB:
        return [unseen]
    if settings.READS_FROM == FROM_NOTHING:
        return [unseen, _("Reads of pages are not counted.")]
    return [
        _(
            "The proxy in front logs time, status, method and duration of a request, and hour by "
            "hour which pages were read; no address and no browser."
        )
    ]


def absent(made_for: int, columns: int) -> list[str]:
    return [
        _("IP addresses: of %(columns)s columns of our database, %(number)s are made for them.")
        % {"columns": intcomma(columns), "number": made_for},
        _("Who read what: readers' pages set no cookie, and nothing ties one page to the next."),
        _("Who opened a mail or followed a link in it: our mails carry no hidden image."),
        _("Which subscriber is which signer: nothing in the database leads from one to the other."),
        _("Telephone numbers, street addresses, birth dates or citizenship of anybody who signed."),
        _("What readers searched for."),
    ]


def limits() -> list[str]:
    return [
        _(
            "Whoever controls the running server, by an order or by force, could read what is "
            "typed from then on, and what the keys on it open."
        ),
        _(
            "The companies between you and us see what we do not keep: your telephone company and "
            "our host see addresses of devices, the mail services see who gets mail from us."
        ),
        _("What was handed to an office may be a public record there, and out of our hands."),
    ]
