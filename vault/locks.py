"""The numbers of PostgreSQL's advisory locks, which are one list for the whole database.

A lock with a number alone is held for one job of all processes; some are taken together with the
id of a row, as the names say. Whoever finds one taken goes away: the next tick is near.
"""

from enum import IntEnum, unique


@unique
class Lock(IntEnum):
    COUNT_SIGNATURES = 7_101
    RETIRE_PETITIONS = 7_102
    SNAPSHOT_OF_PETITION = 7_103
    MARK_SIGNATURES = 7_104
    REMIND_SIGNERS = 7_105
    SWEEP_OUTBOX = 7_201
    GATHER_BROADCAST = 7_202
    COUNT_BROADCAST = 7_211
    PUBLISH_DUE = 7_301
    TEND_SEARCH = 7_302
    DEVELOP_PICTURES = 7_303  # one processor is left for readers
    DRAW_CARDS_OF_PAGE = 7_304
    TELL_WHO_WAITED = 7_401
    TEND_NEWS = 7_403
    MAKE_DIGEST = 7_404
    MAKE_DEMO = 7_601
    BACK_UP = 7_701
