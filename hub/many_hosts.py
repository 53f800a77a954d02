"""Settings of many hosts: the broker, files that all hosts show, CDNs that are told what to forget.

On one machine none of them is needed.
"""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from hub.environment import listing, refuse, text

BROKERS = {"redis", "rediss", "amqp", "amqps"}
BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
FOLDER = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")
REGION = re.compile(r"[a-z0-9-]{2,40}")
ADDRESS = re.compile(r"https?://[A-Za-z0-9.\[\]:-]+(/[A-Za-z0-9._~/-]*)?")
CLOUD_ID = re.compile(r"[A-Za-z0-9]{6,64}")
# Of the connection to PostgreSQL: a host that is cut off without a word is noticed in a minute.
PATIENCE = {
    "connect_timeout": 5,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,  # milliseconds
}


def broker(name: str, default: str) -> str:
    """Where bells are rung: Redis or Valkey, or RabbitMQ."""
    value = text(name, default)
    if urlsplit(value).scheme not in BROKERS:
        refuse(name, "must be a redis://, rediss://, amqp:// or amqps:// address")
    return value


def broker_options(address: str) -> dict[str, Any]:
    """A refused broker answers a request at once; a sweep rings again."""
    if urlsplit(address).scheme.startswith("amqp"):
        return {"max_retries": 0, "connect_timeout": 2}
    return {
        "max_retries": 0,
        "visibility_timeout": 600,  # seconds; well over the hard time limit
        "socket_timeout": 30,
        "socket_connect_timeout": 2,
        "socket_keepalive": True,
        "health_check_interval": 25,
        "global_keyprefix": "hub:",
    }


@dataclass(frozen=True)
class Store:
    """A folder in a bucket of whatever speaks S3, and the address at which readers find it."""

    bucket: str
    folder: str
    endpoint: str
    region: str
    address: str

    @property
    def origin(self) -> str:
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    def options(self) -> dict[str, Any]:
        """As django-storages calls them; whose rights it has stands in the environment."""
        return {
            "bucket_name": self.bucket,
            "location": self.folder,
            "endpoint_url": self.endpoint or None,
            "region_name": self.region or None,
            "address": self.address,
        }


def store(name: str) -> Store | None:
    """`s3://bucket/folder?endpoint=https://…&region=…&address=https://…`; None where it is not set.

    `address` is where readers find the folder; without it, where the store itself shows it.
    """
    value = text(name, "")
    if not value:
        return None
    parts = urlsplit(value)
    folder, asked = parts.path.strip("/"), dict(parse_qsl(parts.query))
    endpoint = asked.pop("endpoint", "").rstrip("/")
    region, address = asked.pop("region", ""), asked.pop("address", "").rstrip("/")
    is_well = (
        parts.scheme == "s3"
        and not asked
        and BUCKET.fullmatch(parts.netloc)
        and (not folder or FOLDER.fullmatch(folder))
        and (not region or REGION.fullmatch(region))
        and all(not each or ADDRESS.fullmatch(each) for each in (endpoint, address))
    )
    if not is_well:
        refuse(
            name, "must look like s3://bucket/folder?endpoint=https://s3.example.org&region=eu-1"
        )
    shown = address or "/".join(filter(None, [_shown_by_itself(parts, endpoint, region), folder]))
    return Store(parts.netloc, folder, endpoint, region, shown)


def _shown_by_itself(parts: SplitResult, endpoint: str, region: str) -> str:
    if endpoint:
        return f"{endpoint}/{parts.netloc}"
    return f"https://{parts.netloc}.s3.{region or 'us-east-1'}.amazonaws.com"


def media_storage(where: Store | None) -> dict[str, Any]:
    if where is None:
        return {"BACKEND": "vault.whole_files.WholeFileStorage"}
    return {"BACKEND": "vault.object_store.MediaStore", "OPTIONS": where.options()}


def origins(*stores: Store | None) -> list[str]:
    """Of whom a browser may load, beside ourselves."""
    return sorted({each.origin for each in stores if each})


def cdns(name: str) -> dict[str, dict[str, str]]:
    """Wagtail's setting of caches in front. With commas: `https://cache.example.org` takes PURGE,
    `cloudflare://TOKEN@ZONE`, `cloudfront://DISTRIBUTION`.
    """
    return {f"{number}": _cdn(name, each) for number, each in enumerate(listing(name), start=1)}


def _cdn(name: str, value: str) -> dict[str, str]:
    parts = urlsplit(value)
    host = parts.netloc.rpartition("@")[2]
    if parts.scheme in {"http", "https"} and ADDRESS.fullmatch(value.rstrip("/")):
        return {"BACKEND": "cms.cdns.PurgedByRequest", "LOCATION": value.rstrip("/")}
    api = dict(parse_qsl(parts.query)).get("api", "")
    is_known = CLOUD_ID.fullmatch(host) and (not api or ADDRESS.fullmatch(api))
    if parts.scheme == "cloudflare" and parts.username and is_known:
        token = {"BEARER_TOKEN": unquote(parts.username), "ZONEID": host}
        return {"BACKEND": "cms.cdns.Cloudflare", "API": api, **token}
    if parts.scheme == "cloudfront" and is_known and not parts.username:
        return {"BACKEND": "cms.cloudfront.Cloudfront", "DISTRIBUTION_ID": host}
    return refuse(
        name, "must be https://cache, cloudflare://TOKEN@ZONE or cloudfront://DISTRIBUTION"
    )
