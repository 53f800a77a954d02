"""The vault's only table; see auditing.py."""

from vault.auditing import AuditEntry

__all__ = ["AuditEntry"]
