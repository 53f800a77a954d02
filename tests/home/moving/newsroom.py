"""A small newsroom that has everything an export must take along, made through the real doors."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail_footnotes.models import Footnote
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms.actors import acting_as
from cms.correcting import correct
from cms.entries import LiveEntry
from cms.models import Topic
from home.models import HomePage
from news.filing import PostAuthor, PostTopic
from news.models import Author, PostPage, PostTag, Series
from tests import making
from tests.cms.stories import Sample
from tests.remembering import remembered

KEY = "0f1e2d3c-0000-4000-8000-000000000001"
MARK = f'<a id="{KEY}" linktype="footnote">[{KEY[:6]}]</a>'
NOTED = (
    "<p>Snow [sic] fell"
    f"{MARK}, and <b>again</b> &amp; again.</p><ul><li>One<ul><li>Half</li></ul></li></ul>"
)
CORRECTION = {"en": "It was <b>Monday</b>.", "es": "Fue el lunes."}
ENTRY = {"en": "The doors opened.", "es": "Se abrieron las puertas."}


def newsroom() -> dict[str, Any]:
    """Its pages: a story, a standing page and a campaign in both languages, and two drafts."""
    return remembered(_newsroom, "a newsroom that leaves")


def _newsroom() -> dict[str, Any]:
    campaign = making.campaign(making.petition())
    story = _story(Sample(campaign["en"]))
    correct(story["en"], CORRECTION, by=making.user("Editors"))
    LiveEntry.objects.create(translation_key=story["en"].translation_key, texts=ENTRY)
    Redirect.add_redirect("/en/2010/12/27/snow/", redirect_to=story["en"])
    home = HomePage.objects.get(locale=making.locale("en"))
    body = [("heading", "Who we are"), ("paragraph", "<p>Neighbors.</p>")]
    about = making.go_live(making.standard_page(home, body=body, search_description="All of us."))
    draft = making.draft_post(title="Not yet ]]> & <never>", body=[("paragraph", "<p>Unread.</p>")])
    draft.save_revision()
    pages = {f"story {code}": page for code, page in story.items()}
    pages |= {f"campaign {code}": page for code, page in campaign.items()}
    pages |= {"about en": about, "about es": in_spanish(about)}
    return pages | {"draft": draft, "scheduled": _scheduled()}


def in_spanish(english: Any) -> Any:
    """Every text of it in other words, through wagtail-localize."""
    source, _made = TranslationSource.update_or_create_from_instance(english)
    facts = {"source": source, "target_locale": making.locale("es")}
    translation, _made = Translation.objects.get_or_create(**facts)
    for segment in source.stringsegment_set.select_related("string", "context"):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            defaults={"data": _translated(segment)},
        )
    with acting_as("seed"):
        translation.save_target(publish=False)
        translation.save_target(publish=True)
    return translation.get_target_instance()


def _translated(segment: Any) -> str:
    text = segment.string.data
    if segment.context.path == "slug":
        return f"{text}-es"
    return text.replace("text ", "palabra ") if "text " in text else f"ñ {text}"


def _story(sample: Sample) -> dict[str, PostPage]:
    english = making.draft_post(body=[*sample.story(), ("paragraph", NOTED)], date=_at(-40))
    english.hero_image = making.picture()
    english.hero_alternative, english.hero_caption = "A hill", "The hill, white."
    english.hero_credit, english.search_description = "Joe Roe", "Snow on a hill."
    english.footnotes = [Footnote(uuid=KEY, text="<p>The almanac.</p>", locale=english.locale)]
    english.post_topics = [PostTopic(topic=_named(Topic, "Weather"), locale=english.locale)]
    english.post_authors = [
        PostAuthor(author=_named(Author, name), locale=english.locale, sort_order=number)
        for number, name in enumerate(("Ana Peña", "Joe Roe"))
    ]
    english.post_tags = [PostTag(name="First snow", locale=english.locale)]
    english.series, english.series_part = _named(Series, "Winter"), 2
    english.save()
    making.go_live(english)
    return {"en": english, "es": in_spanish(english)}


def _named(model: Any, name: str) -> Any:
    """Live in both languages; its rows are written as they would be, without its own story."""
    slug = name.split()[0].lower()
    made = model(name=name, slug=slug, locale=making.locale("en"))
    made.save()
    spanish = made.copy_for_translation(making.locale("es"))
    spanish.slug = f"{slug}-es"
    spanish.save()
    model.objects.filter(translation_key=made.translation_key).update(live=True)
    return made


def _scheduled() -> PostPage:
    made = making.draft_post(title="Tomorrow", go_live_at=_at(1))
    with acting_as("seed"):
        made.save_revision(approved_go_live_at=made.go_live_at)
    return PostPage.objects.get(pk=made.pk)


def _at(days: int) -> Any:
    return (timezone.now() + timedelta(days=days)).replace(microsecond=0)
