"""The topics that somebody can choose: one per translation key, whatever its languages."""

from uuid import UUID

from django.utils.translation import gettext as _

from cms.languages import language_name
from cms.models import Topic
from vault.indexing import fold_name


def live_topics() -> list[UUID]:
    """Every topic that readers can see in some language."""
    rows = Topic.objects.filter(live=True).order_by("translation_key")
    return list(rows.values_list("translation_key", flat=True).distinct())


def named_topics(language: str) -> list[tuple[UUID, str]]:
    """The same by their names, in their alphabet. One that is not translated yet is called by the
    name that it has, and that is said.
    """
    rows = Topic.objects.filter(live=True).select_related("locale")
    names: dict[UUID, str] = {}
    for topic in rows:
        own = topic.locale.language_code
        if own == language:
            names[topic.translation_key] = topic.name
        else:
            facts = {"topic": topic.name, "language": language_name(own)}
            names.setdefault(topic.translation_key, _("%(topic)s (in %(language)s)") % facts)
    return sorted(names.items(), key=lambda each: each[1].casefold())


def names_of_topics(language: str) -> dict[UUID, str]:
    """Each topic by its name alone: in this language if it has one, else in the other."""
    rows = Topic.objects.filter(live=True).select_related("locale")
    own_last = sorted(rows, key=lambda topic: topic.locale.language_code == language)
    return {topic.translation_key: topic.name for topic in own_last}


def topics_by_name() -> dict[str, UUID]:
    """Folded names of both languages: what a tag of another tool may mean."""
    rows = Topic.objects.filter(live=True).values_list("name", "translation_key")
    return {fold_name(name): key for name, key in rows}
