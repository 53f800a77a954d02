"""What tests share, one worker of the parallel run has for itself."""

import pytest


@pytest.mark.xdist_group("stack")
def test_what_shares_the_stack_stays_with_one_worker(request):
    """pytest-xdist writes the group behind a test's name; under a pytest that it does not know, the
    name stays bare and each worker starts a stack of its own.
    """
    if getattr(request.config.option, "loadgroup", False):
        assert request.node.nodeid.endswith("@stack")
