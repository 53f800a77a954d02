"""What the page after signing shows and corrects: sealed into its address for one petition."""

from uuid import UUID

from vault.answers import AnswerGone, Typed, open_typed, seal_typed

__all__ = ["AnswerGone", "Typed", "open_answer", "seal_answer"]


def seal_answer(petition_id: UUID, fields: dict[str, str]) -> str:
    return seal_typed(fields, bound_to=_binding(petition_id))


def open_answer(petition_id: UUID, token: str) -> Typed:
    """Raises AnswerGone."""
    return open_typed(token, bound_to=_binding(petition_id))


def _binding(petition_id: UUID) -> str:
    return f"campaigns.answer|{petition_id}|typed"
