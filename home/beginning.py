"""Beginning: what a newsroom needs before readers come, how far each of it is, and its door."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from cms.languages import LANGUAGES
from home.models import HomePage, StandardPage
from home.standing import OF_ANY_NEWSROOM
from outbox.models import Message, State
from outbox.opening import is_at_home, why_shut
from users.models import User
from vault.backing_up import is_late
from vault.custody import last_proven

ENOUGH_PEOPLE = 2


@dataclass(frozen=True)
class Part:
    """`door` is what stands on the link to `url`; empty where it is done on the server."""

    key: str
    title: str
    is_done: bool
    text: str
    url: str = ""
    door: str = ""


def parts() -> list[Part]:
    """In the order in which they are best done, in the active language. A handful of queries."""
    return [_name(), _fronts(), _pages(), _people(), _keys(), _backups(), _mail()]


def _name() -> Part:
    site = Site.objects.filter(is_default_site=True).first()
    url = reverse("wagtailsettings:edit", args=["home", "identity", site.pk]) if site else ""
    text = _("Readers see it at the head of each page and as the sender's name of feeds.")
    is_done = bool(site and site.site_name)
    return Part("name", _("Name and logo"), is_done, text, url, _("Set name and logo"))


def _fronts() -> Part:
    homes = list(HomePage.objects.select_related("locale").order_by("locale__language_code"))
    empty = [each for each in homes if not each.tagline]
    is_done = len(homes) == len(LANGUAGES) and not empty
    page = next(iter(empty or homes), None)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk]) if page else ""
    text = _("Title and tagline of both front pages, in English and in Spanish.")
    return Part("fronts", _("Both front pages"), is_done, text, url, _("Write them"))


def _pages() -> Part:
    slugs = [each.slug_en for each in OF_ANY_NEWSROOM]
    live = StandardPage.objects.live().filter(slug__in=slugs, locale__language_code="en").count()
    text = _("Privacy and accessibility. Hub drafts both; read and change them, then publish.")
    url = reverse("wagtailadmin_explore_root")
    is_done = live == len(slugs)
    return Part("pages", _("Pages that readers look for"), is_done, text, url, _("Pages"))


def _people() -> Part:
    factors = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)
    ready = User.objects.filter(is_superuser=True, is_active=True, pk__in=factors.values("user"))
    text = _(
        "Two administrators, each with a second factor: when one loses a telephone, the other lets "
        "them in again."
    )
    is_done = ready.count() >= ENOUGH_PEOPLE
    url = reverse("wagtailusers_users:index")
    return Part("people", _("A second administrator"), is_done, text, url, _("Users"))


def _keys() -> Part:
    proven = last_proven()
    if proven:
        text = _("A custodian opened a copy on %(day)s.") % {"day": _day(proven)}
    else:
        text = _("If this server dies, all names are gone, unless somebody has a copy of its keys.")
    url = reverse("first_steps_keys")
    return Part("keys", _("A copy of the keys"), proven is not None, text, url, _("Prove a copy"))


def _backups() -> Part:
    is_done = bool(settings.BACKUPS.recipient) and not is_late()
    text = _(
        "BACKUP_RECIPIENT in the settings names the key that each night's backup is sealed to. "
        "Green once there is one that is not older than a day."
    )
    return Part("backups", _("Backups"), is_done, text)


def _mail() -> Part:
    """A mail server on this machine needs no proof, but one that never took a mail is none."""
    took = not is_at_home() or Message.objects.filter(state=State.SENT).exists()
    text = _("The records of the sending domain, and a code that arrives by mail.")
    is_done = why_shut() is None and took
    url = reverse("first_steps_mail")
    return Part("mail", _("Mail that arrives"), is_done, text, url, _("Try the mail"))


def _day(moment: object) -> str:
    return timezone.localdate(moment).isoformat()  # type: ignore[arg-type]
