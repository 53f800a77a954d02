"""What petitions had before: their target, the state they are in, and the letters that are live."""

import hashlib

from django.db import migrations


def begin(apps, schema_editor):
    petition_model = apps.get_model("campaigns", "Petition")
    for petition in petition_model.objects.all():
        pages = apps.get_model("campaigns", "CampaignPage").objects.filter(petition=petition)
        by_language = {page.locale.language_code: page for page in pages.select_related("locale")}
        add_target(apps, petition, by_language)
        apps.get_model("campaigns", "StateChange").objects.create(
            petition=petition, state=petition.state, at=petition.created_at, texts={}
        )
        for language, page in by_language.items():
            if page.live:
                apps.get_model("campaigns", "LetterVersion").objects.create(
                    petition=petition,
                    language=language,
                    digest=hashlib.sha256(page.letter.encode()).hexdigest()[:16],
                    text=page.letter,
                    is_first=True,
                )


def add_target(apps, petition, pages):
    """A page named the target where its language had another name for it."""
    names = {code: getattr(pages.get(code), "target_name", "") for code in ("en", "es")}
    offices = {code: getattr(pages.get(code), "target_office", "") for code in ("en", "es")}
    name = names["en"] or petition.target_name
    apps.get_model("campaigns", "Target").objects.create(
        petition=petition,
        name=name,
        name_es=names["es"] if names["es"] != name else "",
        office_en=offices["en"],
        office_es=offices["es"],
        sort_order=0,
    )


class Migration(migrations.Migration):

    dependencies = [('campaigns', '0011_life_of_a_petition')]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
