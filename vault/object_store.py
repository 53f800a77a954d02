"""Media in an object store that speaks S3, through django-storages.

Nothing that is written here is opened to anybody: no object gets a right of its own. The one thing
that opens anything is the bucket's policy (`manage.py open_stores`), and it opens the folder of
pictures as readers see them. Originals, documents and cards are read by Hub alone, as they are
where a proxy serves the media folder.

Where the store is away, callers meet an OSError, as with a disk that is gone.
"""

import errno
import functools
import json
from collections.abc import Callable
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.utils.crypto import get_random_string
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3File, S3Storage
from storages.utils import clean_name

SHOWN = "images/"  # the one folder that readers load from
EXACT = (SHOWN, "cards/")  # whose names are made so that none is met twice
DOCUMENTS = "documents/"
SECONDS = 5  # to connect, and for each piece of an answer
IN_MEMORY = 4 * 1024 * 1024  # bytes; more of a file goes to the disk while it is read
FOR_GOOD = "public, max-age=31536000, immutable"
KINDS = {".avif": "image/avif", ".webp": "image/webp"}  # that older lists of types do not know


class StoreAway(OSError):
    """The object store does not answer, or refuses what Hub asks; the text names no file."""

    def __init__(self, why: str):
        super().__init__(errno.EHOSTUNREACH, why)


def guarded(deed: Callable[..., Any]) -> Callable[..., Any]:
    """The store's own kinds of errors become those that files have."""

    @functools.wraps(deed)
    def safe(*args: Any, **kwargs: Any) -> Any:
        try:
            return deed(*args, **kwargs)
        except ClientError as error:
            code = error.response.get("Error", {}).get("Code", "")
            if code in {"404", "NoSuchKey"}:
                raise FileNotFoundError("it is not in the store") from error
            raise StoreAway(f"the store answers {code}") from error
        except (BotoCoreError, Boto3Error) as error:
            raise StoreAway(type(error).__name__) from error

    return safe


class StoredFile(S3File):
    """It is fetched when it is first read."""

    @guarded
    def _get_file(self) -> Any:
        return super()._get_file()

    file = property(_get_file, S3File._set_file)


class MediaStore(S3Storage):
    """The media folder of every host at once."""

    def __init__(self, **options: Any):
        patience = Config(
            connect_timeout=SECONDS,
            read_timeout=SECONDS,
            retries={"max_attempts": 1},
            s3={"addressing_style": "path" if options.get("endpoint_url") else "auto"},
            signature_version="s3v4",
            # Other stores than Amazon's do not know the newer checksums.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        fixed = {"file_overwrite": False, "default_acl": None, "max_memory_size": IN_MEMORY}
        super().__init__(**options, **fixed, client_config=patience)

    def get_default_settings(self) -> dict[str, Any]:
        return super().get_default_settings() | {"address": ""}

    def get_object_parameters(self, name: str) -> dict[str, Any]:
        """Pictures have names that say what is in them."""
        bare = name.removeprefix(f"{self.location}/") if self.location else name
        if not bare.startswith(SHOWN):
            return {}
        kind = next((KINDS[ending] for ending in KINDS if name.endswith(ending)), None)
        known = {"ContentType": kind} if kind else {}
        return {"CacheControl": FOR_GOOD, **known}

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Two hosts that store files of one name at the same moment both ask whether it is free; so
        what people name gets a word of its own: a document as its folder, for its name is shown.
        """
        folder, slash, bare = name.rpartition("/")
        stem, dot, ending = bare.partition(".")
        word = get_random_string(7)
        if name.startswith(DOCUMENTS):
            name = f"{folder}{slash}{word}/{bare}"
        elif not name.startswith(EXACT):
            name = f"{folder}{slash}{stem}_{word}{dot}{ending}"
        return str(super().get_available_name(name, max_length))

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """A plain address; it opens only what the bucket's policy opens."""
        return f"{self.address}/{filepath_to_uri(name)}"

    @guarded
    def _open(self, name: str, mode: str = "rb") -> Any:
        return StoredFile(self._normalize_name(clean_name(name)), mode, self)

    @guarded
    def exists(self, name: str) -> bool:
        """The folder itself is always there."""
        return not name or bool(super().exists(name))

    _save = guarded(S3Storage._save)
    delete = guarded(S3Storage.delete)
    listdir = guarded(S3Storage.listdir)
    size = guarded(S3Storage.size)
    get_modified_time = guarded(S3Storage.get_modified_time)

    def put(self, name: str, content: Any) -> None:
        """Under this very name, in place of what was there."""
        self._save(name, content)

    @guarded
    def first_in(self, folder: str) -> str | None:
        """The name of some file of this folder."""
        start = f"{self.location}/{folder}" if self.location else folder
        found = self._client().list_objects_v2(Bucket=self.bucket_name, Prefix=start, MaxKeys=1)
        keys = [str(each["Key"]) for each in found.get("Contents", ())]
        return keys[0][len(start) - len(folder) :] if keys else None

    @guarded
    def let_anybody_read(self, folders: list[str]) -> None:
        """These folders of the bucket and nothing else; what its policy said before is gone."""
        statement = {
            "Sid": "WhatReadersLoad",
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": [f"arn:aws:s3:::{self.bucket_name}/{each}*" for each in folders],
        }
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        self._client().put_bucket_policy(Bucket=self.bucket_name, Policy=policy)

    def _client(self) -> Any:
        return self.connection.meta.client


class StaticStore(MediaStore):
    """Style sheets and scripts of every release, for everybody; names say what is in them."""

    def get_object_parameters(self, name: str) -> dict[str, Any]:
        return {"CacheControl": FOR_GOOD}
