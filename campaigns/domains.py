"""Mail domains: which hold a signature back. Looked up in memory, never asked of anybody.

Block beats allow; allow beats the bundled list of throwaway domains; all others are ordinary.
"""

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import translate
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.keys import PetitionKeys
from campaigns.marks import UNMARKED, Mark
from vault.addresses import domain_of, public_domain
from vault.indexing import blind_index

BUNDLED = Path(__file__).parent / "data" / "disposable_domains.txt"
FRESH_SECONDS = 30.0  # a row changed in another process is known here after that
TAG_DIGITS = 16
PATTERN = re.compile(r"(?:[a-z0-9*_-]+\.)+[a-z0-9-]{2,}")


class MailDomain(models.Model):
    """A line of the newsroom's own lists: a mail domain, or a pattern such as `*.example.org`."""

    class Verdict(models.TextChoices):
        ALLOWED = "allowed", _("allowed")
        BLOCKED = "blocked", _("blocked")

    pattern = models.CharField(
        _("domain or pattern"),
        max_length=253,
        help_text=_("Such as example.org; *.example.org stands for everything below it."),
    )
    verdict = models.CharField(
        _("verdict"),
        max_length=8,
        choices=Verdict,
        default=Verdict.BLOCKED,
        help_text=_("What is blocked stays blocked, even if another line allows it."),
    )
    note = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("Why. Only the newsroom sees it.")
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("mail domain")
        verbose_name_plural = _("mail domains")
        ordering = ["pattern"]
        constraints = [
            models.UniqueConstraint(
                fields=["pattern", "verdict"],
                name="one_line_per_domain_and_verdict",
                violation_error_message=_("This line is in the list already."),
            )
        ]

    def __str__(self) -> str:
        return self.pattern

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        forget_lists()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        gone = super().delete(*args, **kwargs)
        forget_lists()
        return gone

    def clean(self) -> None:
        self.pattern = domain_of(f"@{self.pattern.strip().removeprefix('@')}")
        if not PATTERN.fullmatch(self.pattern):
            raise ValidationError(
                {"pattern": _("Please type a mail domain, such as example.org or *.example.org.")}
            )


@dataclass(frozen=True)
class Lists:
    """The newsroom's lines as one process knows them."""

    blocked: "Patterns"
    allowed: "Patterns"
    read_at: float


class Patterns:
    def __init__(self, patterns: Iterable[str]):
        known = set(patterns)
        self.exact = {pattern for pattern in known if "*" not in pattern}
        self.globs = [re.compile(translate(pattern)) for pattern in known - self.exact]

    def __contains__(self, domain: str) -> bool:
        return domain in self.exact or any(glob.match(domain) for glob in self.globs)


_known: Lists | None = None


def weigh(address: str, keys: PetitionKeys) -> dict[str, Any]:
    """What a new signature keeps of its address's domain: a tag, and a mark if it is held back."""
    mark = mark_of(domain_of(address))
    return {"domain_tag": domain_tag(address, keys), "mark": mark, "is_held": bool(mark)}


def domain_tag(address: str, keys: PetitionKeys) -> str:
    """A large public provider in plain; any other as `#` and a digest under the petition's key."""
    digest = blind_index(keys.index_key, "domain", domain_of(address)).hex()[:TAG_DIGITS]
    return public_domain(address) or f"#{digest}"


def mark_of(domain: str) -> str:
    """`blocked`, `disposable` or nothing. At most one query in half a minute and process."""
    lists = _lists()
    if domain in lists.blocked:
        return Mark.BLOCKED
    is_disposable = any(each in _bundled() for each in _with_parents(domain))
    return Mark.DISPOSABLE if is_disposable and domain not in lists.allowed else UNMARKED


def forget_lists() -> None:
    """Read the lines again before the next look-up of this process."""
    global _known
    _known = None


def _lists() -> Lists:
    global _known
    now = time.monotonic()
    if _known is None or now - _known.read_at > FRESH_SECONDS:
        lines = list(MailDomain.objects.values_list("pattern", "verdict"))
        blocked, allowed = (
            Patterns(pattern for pattern, verdict in lines if verdict == wanted)
            for wanted in (MailDomain.Verdict.BLOCKED, MailDomain.Verdict.ALLOWED)
        )
        _known = Lists(blocked, allowed, now)
    return _known


@cache
def _bundled() -> frozenset[str]:
    lines = BUNDLED.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _with_parents(domain: str) -> Iterable[str]:
    """`a.b.org`, `b.org`: a throwaway domain's subdomains are throwaway too."""
    labels = domain.split(".")
    return (".".join(labels[start:]) for start in range(len(labels) - 1))
