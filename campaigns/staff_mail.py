"""A mail to one person of the newsroom, in the language of their admin."""

from typing import Any

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.users.models import UserProfile

from users.models import User


def mail_person(person: User, template: str, context: dict[str, Any]) -> None:
    """Posted in the caller's transaction. Subjects are read on locked screens: none of these
    templates names a petition in its subject.
    """
    language = UserProfile.get_for_user(person).get_preferred_language()
    with translation.override(language[:2]):
        subject = render_to_string(f"campaigns/mail/{template}_subject.txt", context)
        text = render_to_string(f"campaigns/mail/{template}.txt", context)
        send_mail(" ".join(subject.split()), text, None, [person.email])
