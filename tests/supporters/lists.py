"""Lists as people bring them from Action Network, Mailchimp and Substack."""

from datetime import timedelta

from django.utils import timezone

from supporters.bringing import Reading, bring_part, read_as, start, upload
from supporters.brought_lists import BroughtList
from supporters.models import Supporter
from tests import making
from vault.reading_tables import read_table

DOCUMENTED = BroughtList.Basis.DOCUMENTED
ACTION_NETWORK = """first_name,last_name,email,zip_code,can2_user_city,can2_state_abbreviated,\
can2_user_tags,can2_subscription_status,can2_subscription_date,language
Ana,Díaz,ana@example.org,02118,Boston,MA,"Rent, Volunteers",subscribed,2021-05-04 10:00:00 UTC,es
Joe,Roe,joe@example.org,03101,Manchester,NH,,subscribed,2022-01-31,en
Eva,Gil,eva@example.org,,,,,unsubscribed,2020-02-02,es
Leo,Paz,leo@example.org,,,,,bouncing,2020-02-02,es
Uma,Sol,uma@example.org,,,,,subscribed,2020-02-02,
"""
MAILCHIMP = """Email Address,First Name,MEMBER_RATING,OPTIN_TIME,CONFIRM_TIME,CC,REGION,LEID,TAGS
ana@example.org,Ana,2,2021-05-04 10:00:00,2021-05-04 10:09:00,us,MA,1,"""
MAILCHIMP += '''"""Vivienda"",""VIP"""\n'''
MAILCHIMP += "joe@example.org,Joe,2,,2022-01-31 08:00:00,mx,CA,2,\nzoe@example.org,Zoe,2,,,us,,3,\n"
SUBSTACK = """email,active_subscription,expiry,plan,email_disabled,created_at,first_payment_at
ana@example.org,false,,other,false,2024-01-15T10:00:00.000Z,
joe@example.org,true,2026-12-01T00:00:00.000Z,yearly,true,2024-03-01T10:00:00.000Z,
"""


def brought(text: str, *, by=None, holds="people", **reading) -> BroughtList:
    """An upload of this text, its columns guessed, to be read like this."""
    facts = {"source": "Action Network, Chelsea", "holds": holds}
    made = upload(read_table(text.encode()), by=by or making.user("Campaigners"), **facts)
    read_as(made, Reading(made.columns, **reading))
    made.refresh_from_db()
    return made


def people(number: int, language: str = "es") -> str:
    rows = "\n".join(f"n{index}@example.org,{language},2020-01-01" for index in range(number))
    return f"email,language,consent date\n{rows}\n"


def taken_in(made: BroughtList, by=None) -> BroughtList:
    start(made, by or making.user("Campaigners"))
    while bring_part(made.pk):
        pass
    made.refresh_from_db()
    return made


def rested(made: BroughtList) -> BroughtList:
    """Its hour is over: who came with it may be asked."""
    BroughtList.objects.filter(pk=made.pk).update(ended_at=timezone.now() - timedelta(days=2))
    return made


def told(made: BroughtList) -> dict[str, int]:
    return {fate: number for fate, number in made.numbers.items() if number}


def addresses(rows=None) -> set[str]:
    return {row.address() for row in (Supporter.objects.all() if rows is None else rows)}
