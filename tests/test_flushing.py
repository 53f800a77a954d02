"""What a test committed is gone after it, and nothing that was there before is missing."""

import pytest
from django.contrib.auth.models import Group

from tests import making
from tests.flushing import return_to_the_beginning
from tests.rows import everything


@pytest.mark.django_db(transaction=True)
def test_whatever_was_done_the_beginning_comes_back():
    before = everything()
    making.campaign(making.petition())
    making.user("Editors", email="gone@example.org")
    Group.objects.filter(name="Translators into Spanish").delete()
    Group.objects.filter(name="Editors").update(name="Writers")
    return_to_the_beginning()
    assert everything() == before
