"""What a browser may do with what it gets from here: nothing but what its page needs."""

from csp.constants import NONE, SELF
from csp.utils import build_policy

UNSAFE_INLINE = "'unsafe-inline'"
# Readers' pages: the same for everybody, so there is nothing inline and no nonce.
READERS = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "font-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    # Editors see both versions of a story side by side, in frames of the admin.
    "frame-ancestors": [SELF],
}
# The admin: no line of script runs there either (cms/starting.py). wagtail-localize's editor and
# the rich text editor write styles into the page while they run; uploads are shown from memory.
STAFF = READERS | {
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "media-src": [SELF],
}
# A file to be stored, or a picture: opened by itself it is no page of ours and can do nothing.
FILES = {"default-src": [NONE], "frame-ancestors": [NONE], "sandbox": [True]}

POLICY = build_policy(config=READERS)


def policy_for_any_frame() -> str:
    """For a page that other sites may show in a frame: it has no form and no script."""
    closed = {"form-action": [NONE], "script-src": [NONE], "connect-src": [NONE]}
    return build_policy(config=READERS, replace=closed | {"frame-ancestors": ["*"]})


def policy_with_frame(origin: str) -> str:
    """The readers' policy for a page that shows one frame of `origin`, and of nobody else."""
    return build_policy(config=READERS, update={"frame-src": [origin]})
