"""A sealed petition whose stewards hold a key of age, and what opens it offline."""

import io
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from django.utils import timezone
from pyrage import x25519

from campaigns.models import Petition, Signature
from campaigns.sealing_offline import offline_file
from campaigns.signing import confirm, sign
from tests.making import petition, wish

TOOL = Path(__file__).parents[2] / "tools" / "open_sealed.py"
_spec = spec_from_file_location("open_sealed", TOOL)
open_sealed = module_from_spec(_spec)
_spec.loader.exec_module(open_sealed)


def held_key() -> dict[str, Any]:
    """The key of a petition's stewards, proven just now, whose other half nobody has."""
    public = x25519.Identity.generate().to_public()
    return {"offline_key": str(public), "key_proven_at": timezone.now()}


def sealed_petition(**facts) -> tuple[Petition, x25519.Identity]:
    identity = x25519.Identity.generate()
    key = {"offline_key": str(identity.to_public()), "key_proven_at": timezone.now()}
    made = petition(exposure="sealed", **(key | facts))
    if made.key_proven_at:
        proof = {"key": made.offline_key, "proven_at": made.key_proven_at}
        made.key_proofs.create(challenge="answered", digest=b"", **proof)
    return made, identity


def signed(of: Petition, **facts) -> Signature:
    """A confirmed signature."""
    sign(of, wish(**facts))
    signature = Signature.objects.latest("pk")
    confirm(signature)
    signature.refresh_from_db()
    return signature


def export_of(of: Petition) -> io.StringIO:
    return io.StringIO(b"".join(offline_file(of)).decode())
