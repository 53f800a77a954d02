"""What a browser may do with what it gets from here: nothing but what its page needs."""

from typing import Any

from csp.constants import NONE, SELF
from csp.utils import build_policy
from django.conf import settings

UNSAFE_INLINE = "'unsafe-inline'"
Policy = dict[str, list[Any]]


def readers_policy(pictures_from: list[str], static_from: list[str]) -> Policy:
    """Readers' pages: the same for everybody, so there is nothing inline and no nonce. Beside our
    own address only that of the newsroom's own object store or CDN, if there is one.
    """
    ours = [SELF, *static_from]
    return {
        "default-src": [NONE],
        "script-src": ours,
        "style-src": ours,
        "img-src": [SELF, *sorted({*pictures_from, *static_from})],
        "font-src": ours,
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        # Editors see both versions of a story side by side, in frames of the admin.
        "frame-ancestors": [SELF],
    }


READERS = readers_policy(settings.PICTURES_FROM, settings.STATIC_FROM)
# The admin: no line of script runs there either (cms/starting.py). wagtail-localize's editor and
# the rich text editor write styles into the page while they run; uploads are shown from memory.
STAFF = READERS | {
    "style-src": [*READERS["style-src"], UNSAFE_INLINE],
    "img-src": [*READERS["img-src"], "data:", "blob:"],
    "frame-src": [SELF],
    "media-src": [SELF],
}
# A file to be stored, or a picture: opened by itself it is no page of ours and can do nothing.
FILES = {"default-src": [NONE], "frame-ancestors": [NONE], "sandbox": [True]}

# In words, made once: making them anew took a tenth of the time of a signature.
POLICY, STAFF_POLICY, FILES_POLICY = (build_policy(config=each) for each in (READERS, STAFF, FILES))


def policy_for_any_frame() -> str:
    """For a page that other sites may show in a frame: it has no form and no script."""
    closed = {"form-action": [NONE], "script-src": [NONE], "connect-src": [NONE]}
    return build_policy(config=READERS, replace=closed | {"frame-ancestors": ["*"]})


def policy_with_frame(origin: str) -> str:
    """The readers' policy for a page that shows one frame of `origin`, and of nobody else."""
    return build_policy(config=READERS, update={"frame-src": [origin]})
