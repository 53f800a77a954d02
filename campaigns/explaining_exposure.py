"""The table of exposure classes in plain words: beside the form, and in the documents."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.exposing import (
    GUARDED,
    LONGEST_DAYS,
    NETWORK_DAYS,
    OPEN,
    OUTCOME_DAYS,
    RECEIPT_HOURS,
    SEALED,
    Mail,
    Rules,
    rules_of,
)

CLASSES = (OPEN, GUARDED, SEALED)


def safety(exposure: str) -> list[str]:
    """What happens to a signer's data, in plain words beside the button."""
    rules = rules_of(exposure)
    told = [_first_promise(rules), _sealed_promise(exposure)]
    told.append(_("Nothing counts until you confirm from your own mailbox."))
    if rules.is_neutral:
        told.append(_("Our mails name neither the petition nor us in sender and subject."))
    return told


def kept(exposure: str) -> list[tuple[str, str]]:
    """Each field with until when it is kept."""
    rows = _identity(rules_of(exposure))
    rows.append((_("A tag of your network, no address"), _days(NETWORK_DAYS)))
    if Mail.OUTCOME in rules_of(exposure).mails:
        told = _("%(days)s after the outcome was told") % {"days": _days(OUTCOME_DAYS)}
        rows.append((_("Your e-mail, if you want to know how it ends"), told))
    rows.append((_("Your language and state, as one in a number"), _("as long as the petition")))
    return rows


def possible_mails(exposure: str) -> list[str]:
    words = mail_words()
    return [words[mail] for mail in Mail if mail in rules_of(exposure).mails]


def class_words() -> Mapping[str, str]:
    return {OPEN: _("open"), GUARDED: _("guarded"), SEALED: _("sealed")}


def mail_words() -> Mapping[Mail, str]:
    return {
        Mail.CONFIRMATION: _("the link to confirm"),
        Mail.REMINDER: _("one reminder"),
        Mail.ALREADY: _("a note that you had signed already, if you sign again"),
        Mail.RECEIPT: _("a receipt"),
        Mail.THANKS: _("thanks"),
        Mail.UPDATE: _("news of the petition, if you ask for it"),
        Mail.OUTCOME: _("how it ended, if you ask for it"),
    }


def markdown() -> list[str]:
    """The lines of the documents' table, in the active language."""
    heads = [_("Class"), _("Kept, until when"), _("Mails possible")]
    lines = [_line(heads), _line(["---"] * len(heads))]
    for exposure, name in class_words().items():
        fields = "; ".join(f"{what}: {until}" for what, until in kept(exposure))
        lines.append(_line([name, fields, "; ".join(possible_mails(exposure))]))
    return lines


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _first_promise(rules: Rules) -> str:
    if len(rules.shown) > 1:
        return _("Nobody sees your name unless you tick so.")
    return _("Nobody who reads this page sees your name.")


def _sealed_promise(exposure: str) -> str:
    if exposure == SEALED:
        return _(
            "After our last mail your name is locked with a key that is not on our server; "
            "we keep no IP address."
        )
    return _("Your name and address are stored sealed; we keep no IP address.")


def _identity(rules: Rules) -> list[tuple[str, str]]:
    """One row where name, e-mail and place go on the same day."""
    days = rules.days_kept
    if len(set(days.values())) == 1:
        return [(_("Your name, your e-mail, your town and county"), _until(days["name"]))]
    words = {"name": _("Your name"), "email": _("Your e-mail"), "place": _("Your town and county")}
    return [(words[name], _until(days[name])) for name in words]


def _until(days: int) -> str:
    if not days:
        return ngettext(
            "until your receipt has left, %(hours)s hour at most",
            "until your receipt has left, %(hours)s hours at most",
            RECEIPT_HOURS,
        ) % {"hours": RECEIPT_HOURS}
    return _("%(days)s after the delivery, or %(longest)s after closing") % {
        "days": _days(days),
        "longest": _days(LONGEST_DAYS),
    }


def _days(days: int) -> str:
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
