"""Sharing memory: what a worker loaded before its child began stays one and the same page for both.

The garbage collector writes into every object that it looks at, which would copy all of them.
"""

import gc
from typing import Any

from celery.signals import worker_before_create_process


@worker_before_create_process.connect
def freeze(**facts: Any) -> None:
    gc.collect()
    gc.freeze()
