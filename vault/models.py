"""The vault's tables; see auditing.py and erasures.py."""

from vault.auditing import AuditEntry
from vault.unwritten import UnwrittenErasure

__all__ = ["AuditEntry", "UnwrittenErasure"]
