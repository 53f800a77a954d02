"""Insisting: an editor publishes the same thing again, and says why in spite of what is missing."""

from typing import Any

from cms.overriding import overridden, overriding
from cms.publishing import check_publication, translation_of


def insist(subject: Any, *, user: Any, because: str) -> None:
    """Publish a page or snippet although something is missing; the reason is logged with it.

    A translation is written anew from its segments, anything else goes live as last saved.
    Raises the PublicationRefused that no reason overrides.
    """
    translation = translation_of(subject)
    with overriding(because):
        if translation is not None:
            translation.save_target(user=user, publish=True)
        else:
            revision = subject.latest_revision or subject.save_revision(user=user)
            revision.publish(user=user)


def missing_from(subject: Any, *, user: Any) -> list[str]:
    """What a reason would override, in sentences; raises the PublicationRefused it would not."""
    revision = subject.latest_revision if translation_of(subject) is None else None
    with overriding("?"):
        check_publication(subject, user=user, revision=revision)
        return [refusal.said for refusal in overridden(subject)]
