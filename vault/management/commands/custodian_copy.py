"""The custodian's copy of all keys: made, proven, put back."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from vault.custody import Copy, CopyRefused, export, prove, prove_by_digest, put_back
from vault.identities import IdentityRefused, RecipientRefused
from vault.keystore import KeyMissing


class Command(BaseCommand):
    help = "Make or prove a sealed copy of the keystore and of FIELD_ENCRYPTION_KEYS."

    def add_arguments(self, parser: CommandParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        made = deeds.add_parser("make", help="write a copy that only its custodian opens")
        made.add_argument("file", type=Path)
        made.add_argument("--recipient", required=True, help="the custodian's public key: age1…")
        proven = deeds.add_parser("prove", help="open a copy here and compare it with today's keys")
        proven.add_argument("file", type=Path)
        proven.add_argument("--identity", type=Path, required=True)
        told = deeds.add_parser("digest", help="what `age -d FILE | sha256sum` said elsewhere")
        told.add_argument("digest")
        back = deeds.add_parser("put_back", help="put what the keystore lacks into it")
        back.add_argument("file", type=Path)
        back.add_argument("--identity", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, options["deed"])(options)
        except FileExistsError as error:
            raise CommandError("There is such a file already.") from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        except RecipientRefused as error:
            raise CommandError("That is no public key of age.") from error
        except IdentityRefused as error:
            raise CommandError("That is no file with an identity of age.") from error
        except CopyRefused as error:
            raise CommandError("That is no copy of keys made here, or it does not open.") from error
        except KeyMissing as error:
            raise CommandError("The keystore does not answer.") from error

    def make(self, options: dict[str, Any]) -> None:
        copy = export(options["file"], options["recipient"])
        self.stdout.write(f"{copy.entries} entries and the keys of the house; noted.")

    def prove(self, options: dict[str, Any]) -> None:
        copy = prove(options["file"], options["identity"])
        self.stdout.write(f"It opens and holds {copy.entries} entries; noted.")
        self._complain(copy)

    def digest(self, options: dict[str, Any]) -> None:
        made = prove_by_digest(options["digest"])
        said = (
            f"The copy of {made.at:%Y-%m-%d}, {made.numbers['entries']} entries, was opened; noted."
        )
        self.stdout.write(said)

    def put_back(self, options: dict[str, Any]) -> None:
        self.stdout.write(
            f"{len(put_back(options['file'], options['identity']))} entries put back."
        )

    def _complain(self, copy: Copy) -> None:
        if copy.destroyed:
            number = len(copy.destroyed)
            self.stdout.write(
                f"It still holds {number} destroyed entries: make a new one, burn it."
            )
        if copy.missing:
            raise CommandError(f"{len(copy.missing)} keys of today are not in it: make a new one.")
