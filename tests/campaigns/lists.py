"""Lists of people as offices and partners send them."""

from campaigns.importing import Provenance, import_part, start, upload
from campaigns.sheets import Sheet
from tests import making
from vault.reading_tables import read_table


def listed(petition, text: str, **source) -> Sheet:
    """An upload of this text, its columns guessed."""
    facts = {"collector": making.user("Campaigners"), "language": "es"} | source
    return upload(petition, read_table(text.encode()), Provenance(**facts))


def taken_in(sheet: Sheet, left_out=()) -> Sheet:
    start(sheet, list(left_out))
    while import_part(sheet.pk):
        pass
    sheet.refresh_from_db()
    return sheet
