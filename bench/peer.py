"""django-newsletter in its own process: `python -m bench.peer NUMBER`, in bench.peer_settings.

Plants NUMBER subscribers, submits one message to them as its command `submit_newsletter` does, and
prints its figures as JSON. Its tables are in a database of their own; its code and templates are as
they come: each reader's letter is rendered anew and has a connection of its own, and no row tells
who has one, so unlike ours it cannot go on after a crash.
"""

import json
import sys
import time

from django.core.management import call_command
from django.db import connection
from newsletter.models import Article, Message, Newsletter, Submission, Subscription

from bench.wording import SAID, address, article


def main(number: int) -> None:
    call_command("migrate", run_syncdb=True, verbosity=0)
    _subscribe(number)
    submission = Submission.from_message(_message())
    submission.prepared = True
    submission.save()
    begun, computed = time.time(), time.process_time()
    Submission.submit_queue()
    told = {"begun": begun, "ended": time.time(), "cpu": time.process_time() - computed}
    print(json.dumps(told))
    connection.close()


def _subscribe(number: int) -> None:
    newsletter = Newsletter.objects.create(
        title="Circular", slug="circular", email="news@example.org", sender="News"
    )
    Subscription.objects.bulk_create(
        Subscription(newsletter=newsletter, email_field=address(each), subscribed=True)
        for each in range(number)
    )


def _message() -> Message:
    message = Message.objects.create(title=SAID["en"], slug="circular")
    Article.objects.create(post=message, title=SAID["en"], text=article(SAID["en"]))
    return message


if __name__ == "__main__":
    main(int(sys.argv[1]))
