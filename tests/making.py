"""Makes what tests need through the doors that people use: verbs, publishing, wagtail-localize."""

from io import BytesIO
from itertools import count

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from PIL import Image as Pillow
from wagtail.models import GroupPagePermission, Locale, Page
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation

from campaigns.joining import Wish
from campaigns.models import CampaignIndexPage, CampaignPage, Petition, Target
from cms.actors import acting_as
from cms.models import Image, Topic
from home.models import StandardPage
from home.translating import translate
from news.models import NewsIndexPage, PostPage
from tests.remembering import remembered
from users.second_factor import remember

_numbers = count(1)
NUMBER = 1_000_000
SPANISH = {
    "Hands off our fingerprints": "No toquen nuestras huellas",
    "Ask the governor.": "Pídele al gobernador.",
    "<p>Dear governor</p>": "<p>Estimado gobernador</p>",
    "Dear governor": "Estimado gobernador",
    "Snow on the hill": "Nieve en la colina",
    "It snowed.": "Nevó.",
    "It snowed all night.": "Nevó toda la noche.",
}


def locale(language: str) -> Locale:
    return Locale.objects.get(language_code=language)


def user(group: str, **facts):
    made = get_user_model().objects.create_user(f"user{next(_numbers)}", **facts)
    made.groups.add(Group.objects.get(name=group))
    return made


def sign_in(browser, someone):
    """Signed in with a second factor, without the screens: cheap, as most tests need it."""
    browser.force_login(someone, backend="django.contrib.auth.backends.ModelBackend")
    session = browser.session
    remember(session, someone)
    session.save()
    return browser


def petition(**facts) -> Petition:
    """An open one, addressed to the governor. The first of a test has the same number in each: what
    hangs on it is remembered by that number.
    """
    made = Petition(**{"name": "Fingerprints", "state": "open", "goal": 100} | facts)
    if made.pk is None and not Petition.objects.filter(pk=NUMBER).exists():
        made.pk = NUMBER
    office = {"office_en": "Governor of Massachusetts", "office_es": "gobernador de Massachusetts"}
    made.targets = [Target(name="Deval Patrick", **office)]
    made.save(force_insert=True)
    return made


def go_live(subject):
    with acting_as("seed"):
        subject.save_revision().publish()
    subject.refresh_from_db()
    return subject


def campaign(of: Petition) -> dict[str, CampaignPage]:
    """Its live pages by language, translated through wagtail-localize."""
    return remembered(lambda: _campaign(of), "campaign", *_facts_of(of))


def _facts_of(petition: Petition) -> tuple:
    """All that stands in its rows but what is new each time."""
    names = [each.attname for each in Petition._meta.concrete_fields]
    told = [name for name in names if name not in {"public_id", "created_at"}]
    targets = petition.targets.values_list("name", "office_en", "office_es", "photo_id")
    return (*Petition.objects.values_list(*told).get(pk=petition.pk), *targets)


def _campaign(of: Petition) -> dict[str, CampaignPage]:
    number = next(_numbers)
    english = CampaignPage(
        title="Hands off our fingerprints",
        slug=f"hands-off-{number}",
        summary="Ask the governor.",
        petition=of,
        letter="<p>Dear governor</p>",
    )
    CampaignIndexPage.objects.get(locale=locale("en")).add_child(instance=english)
    go_live(english)
    words = SPANISH | {f"hands-off-{number}": f"no-toquen-{number}"}
    with acting_as("seed"):
        return {"en": english, "es": translate(english, "es", words)}


def draft_post(**facts) -> PostPage:
    """An English story that is not live yet."""
    number = next(_numbers)
    made = PostPage(
        **{
            "title": "Snow on the hill",
            "slug": f"snow-{number}",
            "summary": "It snowed.",
            "body": [("paragraph", "<p>It snowed all night.</p>")],
        }
        | facts
    )
    NewsIndexPage.objects.get(locale=locale("en")).add_child(instance=made)
    return made


def post(**facts) -> dict[str, PostPage]:
    """A live story by language, translated through wagtail-localize."""
    return _post(**facts) if facts else remembered(_post, "post")


def _post(**facts) -> dict[str, PostPage]:
    english = go_live(draft_post(**facts))
    words = SPANISH | {english.slug: english.slug.replace("snow", "nieve")}
    with acting_as("seed"):
        return {"en": english, "es": translate(english, "es", words)}


def topic(name: str, **facts) -> Topic:
    """A live English topic."""
    number = next(_numbers)
    made = Topic(name=name, slug=f"{name.lower()}-{number}", locale=locale("en"), **facts)
    made.save()
    return go_live(made)


def allow(someone, action: str, page) -> None:
    """Give one person a right on this page and below it, by a group of their own."""
    group = Group.objects.create(name=f"Group {next(_numbers)}")
    right = Permission.objects.get(codename=f"{action}_page")
    GroupPagePermission.objects.create(group=group, page=page, permission=right)
    someone.groups.add(group)


def grant(someone, name: str) -> None:
    """Give one person a right that has no place, such as `cms.change_topic`."""
    app, codename = name.split(".")
    someone.user_permissions.add(
        Permission.objects.get(content_type__app_label=app, codename=codename)
    )


def standard_page(below, **facts) -> StandardPage:
    """An English page of its own, below another one, not live yet."""
    number = next(_numbers)
    made = StandardPage(**{"title": "About", "slug": f"about-{number}"} | facts)
    Page.objects.get(pk=below.pk).add_child(instance=made)
    return made


def speak(someone, language: str) -> None:
    """The admin speaks this language to them."""
    profile = UserProfile.get_for_user(someone)
    profile.preferred_language = language
    profile.save()


def picture() -> Image:
    """A small teal one."""
    content = BytesIO()
    Pillow.new("RGB", (8, 8), "teal").save(content, "PNG")
    file = ContentFile(content.getvalue(), f"picture-{next(_numbers)}.png")
    return Image.objects.create(title="Teal", file=file, credit="Ana Peña")


def by_hand(page) -> None:
    """Stop its translation: from now on the page is written by hand."""
    Translation.objects.filter(source__object_id=page.translation_key).update(enabled=False)


def wish(**facts) -> Wish:
    return Wish(
        **{
            "name": "María Peña",
            "email": "maria@example.org",
            "region": "MA-021",
            "language": "es",
            "letter_version": "0123456789abcdef",
        }
        | facts
    )


def form(**fields) -> dict[str, str]:
    """What a browser sends for a filled sign form."""
    filled = {"name": "María Peña", "email": "maria@example.org", "postal_code": "02118"}
    return filled | fields
