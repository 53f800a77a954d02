"""The vault's tables, each in the module of its deed."""

from vault.auditing import AuditEntry
from vault.figures import Figure
from vault.switches import OffSwitch
from vault.unwritten import UnwrittenErasure

__all__ = ["AuditEntry", "Figure", "OffSwitch", "UnwrittenErasure"]
