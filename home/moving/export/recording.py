"""The facts of one petition's record, in one language: what its public pages say."""

import base64
from io import BytesIO
from typing import Any

from PIL import Image as Pillow
from PIL import ImageOps

from campaigns.integrity import TOLD, labels, told
from campaigns.integrity_reports import IntegrityReport
from campaigns.models import CampaignPage, CampaignUpdatePage
from campaigns.small_cells import LEAST
from campaigns.states import history_of
from cms.corrections import corrections_of
from cms.proofreading import is_unreviewed
from home.moving.export.marking_up import without_comments
from home.moving.export.marking_up_stories import told_story
from home.moving.export.placing_files import Files
from home.moving.export.rich_texts import opened, said
from home.moving.export.telling import Telling

FORMAT = "hub-petition/1"
WIDEST = (960, 960)  # pixels
QUALITY = 80


class Inside:
    """Pictures stand in the file itself; documents lie where the others lie."""

    def __init__(self, files: Files):
        self._files = files

    def document(self, document: Any) -> str:
        return self._files.document(document)

    def picture(self, image: Any) -> str:
        if not self._files.picture(image):
            return ""
        with image.file.open("rb") as file, Pillow.open(file) as opened_picture:
            upright = ImageOps.exif_transpose(opened_picture).convert("RGB")
        upright.thumbnail(WIDEST)
        small = BytesIO()
        upright.save(small, "JPEG", quality=QUALITY)
        return f"data:image/jpeg;base64,{base64.b64encode(small.getvalue()).decode()}"


def facts_of(page: CampaignPage, files: Files) -> dict[str, Any]:
    """In the active language, which is the page's."""
    petition, language = page.petition, page.locale.language_code
    telling = Telling(language, Inside(files))
    return {
        "format": FORMAT,
        "id": str(petition.public_id),
        "language": language,
        "address": page.full_url,
        "title": page.title,
        "summary": page.summary,
        "is_machine_translation": is_unreviewed(page),
        "state": petition.state_shown,
        "outcome": page.outcome,
        "targets": [_target(each, language) for each in petition.targets.all()],
        "count": {"online": petition.count, "in_person": petition.count_in_person},
        "goal": petition.goal_at(petition.count),
        "published_at": page.first_published_at,
        "closes_at": petition.closes_at,
        "picture": _picture(page, telling),
        **_life(page, telling),
    }


def _life(page: CampaignPage, telling: Telling) -> dict[str, Any]:
    """What it asks, and what has become of it."""
    petition, language = page.petition, telling.language
    return {
        "letter": _html(page.letter, telling),
        "letters": [_letter(each, telling) for each in _letters(page)],
        "questions": [_question(each.value, telling) for each in page.questions],
        "updates": [_update(each, telling) for each in _updates(page)],
        "deliveries": _deliveries(petition, telling),
        "history": history_of(petition, language),
        "corrections": corrections_of(page),
        "numbers": _numbers(petition),
        "partners": [{"name": each.name, "url": each.url} for each in petition.partners.all()],
    }


def _target(target: Any, language: str) -> dict[str, str]:
    shown = {name: getattr(target, name) for name in ("phone", "email", "address", "url")}
    return {"name": target.name_in(language), "office": target.office_in(language), **shown}


def _picture(page: CampaignPage, telling: Telling) -> dict[str, str] | None:
    image = page.hero_image
    source = telling.files.picture(image) if image else ""
    if image is None or not source:
        return None
    credit = page.hero_credit or image.credit
    words = {"alternative": page.hero_alternative, "caption": page.hero_caption}
    return {"source": source, "credit": credit, **words}


def _letters(page: CampaignPage) -> Any:
    """Every letter that was published, the oldest first."""
    return page.petition.letters.filter(language=page.locale.language_code).order_by("pk")


def _letter(version: Any, telling: Telling) -> dict[str, Any]:
    note = version.texts.get(telling.language, "") if version.is_material else ""
    return {"at": version.at, "html": _html(version.text, telling), "note": note}


def _question(value: Any, telling: Telling) -> dict[str, str]:
    return {"question": value["question"], "answer": _html(value["answer"].source, telling)}


def _updates(page: CampaignPage) -> Any:
    return CampaignUpdatePage.objects.child_of(page).newest_first().select_related("locale")


def _update(update: CampaignUpdatePage, telling: Telling) -> dict[str, Any]:
    html = without_comments("\n".join(told_story(update.body, telling)))
    return {
        "id": f"update-{update.pk}",
        "title": update.title,
        "summary": update.summary,
        "kind": update.kind,
        "kind_said": update.get_kind_display(),
        "date": update.date,
        "html": html,
        "corrections": corrections_of(update),
    }


def _deliveries(petition: Any, telling: Telling) -> list[dict[str, Any]]:
    """Those that both languages can read of, newest first."""
    found = [each for each in petition.deliveries.select_related("receipt") if each.is_told]
    receipts = (telling.files.document(each.receipt) if each.receipt else "" for each in found)
    return [
        each.shown(telling.language) | {"receipt_url": url}
        for each, url in zip(found, receipts, strict=True)
    ]


def _numbers(petition: Any) -> dict[str, Any] | None:
    """The newest public account. A number below ten is told as that, here as there."""
    report = IntegrityReport.objects.filter(petition=petition).order_by("-day").first()
    if report is None:
        return None
    names = labels()
    rows = [{"key": key, "label": names[key]} | _number(report.numbers[key]) for key in TOLD]
    return {"day": report.day, "least": LEAST, "rows": rows}


def _number(number: int) -> dict[str, Any]:
    row = told(number)
    return row | {"number": None} if row["is_small"] else row


def _html(rich_text: str, telling: Telling) -> str:
    return "".join(said(each) for each in opened(rich_text, telling).children)
