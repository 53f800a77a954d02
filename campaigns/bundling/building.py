"""Building a bundle portion by portion, each in a transaction of its own: a crash repeats one."""

from pathlib import Path

from django.db import transaction
from django.db.models import Max, Sum
from django.utils import timezone

from campaigns.bundles import Bundle, Handover, Portion
from campaigns.bundling.disclosing import Entry, entries, not_handed_over
from campaigns.bundling.documents import Story, cover_letter, method, pages_of, summary
from campaigns.bundling.folders import FileFacts, facts_of, folder_of, keep_only, remove_folder
from campaigns.bundling.packing import pack
from campaigns.bundling.printing import NotPrinted, print_document, print_names
from campaigns.bundling.reckoning import numbers_of
from campaigns.bundling.signed_letters import signed_letters, write_letters
from campaigns.bundling.tables import write_tables
from campaigns.bundling.taking_back import tombstones
from campaigns.bundling.wording import NAMES, STRUCK_OUT, both
from campaigns.keys import open_keys
from campaigns.models import Signature
from campaigns.snapshotting import snapshot
from cms.introducing import newsroom_name
from cms.languages import LANGUAGES
from vault.auditing import note
from vault.cells import write_csv
from vault.keystore import KeyMissing
from vault.ringing import ring
from vault.sealing import CannotUnseal

PORTION = 5_000  # names: what is in memory at once


def begin(bundle: Bundle) -> None:
    """From now on it takes in who has agreed by then, up to the newest signature of this moment.

    Within the caller's transaction; from an earlier attempt nothing is left. Raises IntegrityError
    while another one to its recipient is under way, and then no file is touched.
    """
    newest = Signature.objects.filter(petition=bundle.petition_id).aggregate(newest=Max("pk"))
    bundle.state, bundle.up_to = Bundle.State.BUILDING, newest["newest"] or 0
    bundle.worked_at = timezone.now()
    bundle.save()
    forget(bundle)
    ring("campaigns.build_bundle", bundle.pk)


def forget(bundle: Bundle) -> None:
    """Its files, and that its names went out: only of one that nobody ever fetched."""
    bundle.handovers.all().delete()
    bundle.portions.all().delete()
    remove_folder(bundle.public_id)


def step(bundle_id: int) -> bool:
    """Write the next portion, or the rest once there is none; True while there is more to do.

    Two at once do one step: the second finds the bundle taken. Nothing is made of a retired
    petition: there is nobody left to name, nor anybody to count by place.
    """
    with transaction.atomic():
        building = Bundle.objects.filter(pk=bundle_id, state=Bundle.State.BUILDING)
        building = building.filter(petition__retired_at=None)
        bundle = building.select_for_update(of=("self",), skip_locked=True).first()
        if bundle is None:
            return False
        try:
            with transaction.atomic():
                has_more = _write_portion(bundle)
                if not has_more:
                    _finish(bundle)
        except (KeyMissing, CannotUnseal, FileNotFoundError, NotPrinted):
            _fail(bundle)
            return False
        bundle.worked_at = timezone.now()
        bundle.save()
        if has_more:
            ring("campaigns.build_bundle", bundle.pk)
        return has_more


def _fail(bundle: Bundle) -> None:
    """Its key or its files are gone, or typst failed: whoever asked is told, and may ask anew."""
    forget(bundle)
    bundle.state = Bundle.State.FAILED
    bundle.save()
    note("bundle.failed", bundle.pk)


def _write_portion(bundle: Bundle) -> bool:
    done = bundle.portions.aggregate(number=Max("number"), last=Max("last_id"), names=Sum("names"))
    waiting = not_handed_over(bundle).filter(pk__gt=done["last"] or 0, pk__lte=bundle.up_to)
    signatures = list(waiting[:PORTION])
    if not signatures:
        return False
    keys = open_keys(bundle.petition.public_id)
    opened, first_row = entries(bundle, signatures, keys), (done["names"] or 0) + 1
    number = (done["number"] or 0) + 1
    Portion.objects.create(
        bundle=bundle,
        number=number,
        first_id=signatures[0].pk,
        last_id=signatures[-1].pk,
        names=len(opened),
        files=_write_files(bundle, number, opened, first_row),
        places=_places(opened),
    )
    Handover.objects.bulk_create(
        Handover(signature_id=entry.signature_id, bundle=bundle, to=bundle.to, row=row)
        for row, entry in enumerate(opened, first_row)
    )
    return True


def _write_files(
    bundle: Bundle, number: int, opened: list[Entry], first_row: int
) -> list[FileFacts]:
    folder, stem = folder_of(bundle.public_id), f"names-{number:03}"
    title = f"{both(NAMES)} {first_row}–{first_row + len(opened) - 1} · {bundle.recipient}"
    paths = write_tables(folder, stem, opened, first_row)
    paths.append(print_names(folder / f"{stem}.pdf", title, opened, first_row))
    return [facts_of(path) for path in paths]


def _places(opened: list[Entry]) -> dict[str, int]:
    places: dict[str, int] = {}
    for entry in opened:
        place = f"{entry.state}|{entry.county}"
        places[place] = places.get(place, 0) + 1
    return places


def _finish(bundle: Bundle) -> None:
    bundle.ready_at = timezone.now()  # whatever is taken back from here on, no paper may know
    folder = folder_of(bundle.public_id)
    snapshot(bundle.petition)
    bundle.numbers = numbers_of(bundle)
    files = [facts for portion in bundle.portions.all() for facts in portion.files]
    files += [facts_of(path) for path in _write_papers(bundle, folder)]
    packed = facts_of(pack(bundle, folder, files))
    bundle.files, bundle.state = files, Bundle.State.READY
    bundle.file_name, bundle.file_size = packed["name"], packed["size"]
    bundle.sha256 = packed["sha256"]
    note("bundle.ready", bundle.pk, names=bundle.numbers["names"], portions=bundle.portions.count())
    transaction.on_commit(lambda: keep_only(folder, packed["name"]))


def _write_papers(bundle: Bundle, folder: Path) -> list[Path]:
    """Letter, summary and method in both languages, every wording that was signed, and which rows
    of earlier bundles to strike.
    """
    letters = signed_letters(bundle)
    story = Story(bundle, newsroom_name(), bundle.numbers, pages_of(bundle), letters)
    paths = write_letters(folder, letters)
    for language in LANGUAGES:
        papers = {"summary": summary, "method": method}
        if page := story.pages.get(language):
            papers["letter"] = cover_letter
            paths.append(folder / f"letter-{language}.html")
            paths[-1].write_bytes(page.letter.encode())
        for name, paper in papers.items():
            title, blocks = paper(story, language)
            path = folder / f"{name}-{language}.pdf"
            paths.append(print_document(path, title=title, language=language, blocks=blocks))
    struck = list(tombstones(bundle))
    if struck:
        paths.append(folder / "withdrawn.csv")
        with paths[-1].open("w", encoding="utf-8", newline="") as file:
            write_csv(file, [tuple(both(words) for words in STRUCK_OUT), *struck])
    return paths
