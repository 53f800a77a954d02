"""The doorbell: tasks carry ids only, PostgreSQL holds the truth, losing Redis loses nothing."""

import os

from celery import Celery
from celery.schedules import crontab
from kombu import Queue

from hub import sharing_memory as sharing_memory
from hub.standing_still import watch_loop

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")

app = Celery("hub")


class Queues:
    """Every queue has a worker that consumes it; `bin/run` and the compose file name them all."""

    TX = "tx"
    TICKS = "ticks"
    BULK = "bulk"
    DEFAULT = "default"
    ALL = (TX, TICKS, BULK, DEFAULT)


app.conf.update(
    accept_content=["json"],
    task_serializer="json",
    task_ignore_result=True,
    task_acks_late=True,
    task_retry_on_worker_lost=True,
    task_soft_time_limit=60,
    task_time_limit=90,
    task_default_queue=Queues.DEFAULT,
    task_queues=[Queue(name) for name in Queues.ALL],
    task_create_missing_queues=False,
    task_routes={
        "outbox.send_transactional": {"queue": Queues.TX},
        "outbox.send_broadcasts": {"queue": Queues.BULK},
        "outbox.gather": {"queue": Queues.BULK},
    },
    task_publish_retry=False,
    worker_prefetch_multiplier=1,
    worker_disable_prefetch=True,
    worker_send_task_events=False,
    worker_soft_shutdown_timeout=10,
    worker_enable_soft_shutdown_on_idle=True,
    # What is under way ends by itself: whoever takes the task up once more finds its rows leased,
    # and a letter cut off between the server's answer and our mark would stay in doubt.
    worker_cancel_long_running_tasks_on_connection_loss=False,
    worker_hijack_root_logger=False,
    worker_redirect_stdouts=False,
    broker_connection_retry_on_startup=True,
)
# What must happen now and takes milliseconds: nothing else is on this queue, and its worker does
# nothing else, so that none waits for more than the other (tests/hub/test_celery.py).
AT_ONCE = {"queue": Queues.TICKS, "expires": 5}
TICK = {"expires": 10}  # seconds: a tick nobody took in time is void
app.conf.beat_schedule = {
    "show that beat is alive": {"task": "vault.beat", "schedule": 10.0, "options": TICK},
    "say that all is well": {
        "task": "vault.ping",
        "schedule": crontab(minute="*/5"),
        "options": TICK | {"expires": 60},
    },
    "count signatures": {"task": "campaigns.count", "schedule": 1.0, "options": AT_ONCE},
    "sweep the outbox": {"task": "outbox.sweep", "schedule": 5.0, "options": TICK},
    "count broadcasts": {"task": "outbox.count", "schedule": 2.0, "options": TICK},
    "keep nights": {"task": "outbox.keep_nights", "schedule": crontab(minute="*/5")},
    "publish what is due": {"task": "cms.publish_due", "schedule": 20.0, "options": TICK},
    "refresh what the proxy keeps": {"task": "cms.refresh", "schedule": 5.0, "options": TICK},
    "renew what stands on every page": {
        "task": "home.renew",
        "schedule": 2.0,
        "options": AT_ONCE,
    },
    "tell who waited": {"task": "alerts.sweep", "schedule": 60.0, "options": TICK},
    "open alerts that are ready": {
        "task": "alerts.open_ready",
        "schedule": 10.0,
        "options": TICK,
    },
    "tell the news": {"task": "alerts.tell_news", "schedule": 60.0, "options": TICK},
    "delete files of pictures taken down": {"task": "cms.sweep_files", "schedule": crontab()},
    "count reads": {"task": "cms.count_reads", "schedule": 10.0, "options": TICK},
    "fold old reads": {"task": "cms.fold_reads", "schedule": crontab(hour=4, minute=23)},
    "sweep cards that nothing names": {
        "task": "cms.sweep_cards",
        "schedule": crontab(hour=4, minute=23),
    },
    "develop pictures": {"task": "cms.develop", "schedule": 30.0, "options": TICK},
    "tidy pictures": {"task": "cms.tidy_pictures", "schedule": crontab(hour=4, minute=23)},
    "tend the search index": {"task": "cms.tend_search", "schedule": 20.0, "options": TICK},
    "mark signatures": {"task": "campaigns.mark", "schedule": 15.0, "options": TICK},
    "let signatures go": {"task": "campaigns.let_go", "schedule": 5.0, "options": TICK},
    "resume invalidations": {
        "task": "campaigns.resume_invalidations",
        "schedule": 20.0,
        "options": TICK,
    },
    "report numbers": {"task": "campaigns.report", "schedule": crontab(hour=2, minute=11)},
    "close what is over": {"task": "campaigns.close_due", "schedule": 20.0, "options": TICK},
    "count who saw which letter": {
        "task": "campaigns.count_letters",
        "schedule": crontab(hour=3, minute=37),
    },
    "notice mail that came back": {
        "task": "campaigns.notice_bounces",
        "schedule": crontab(minute=3),
    },
    "expire pending signatures": {"task": "campaigns.expire", "schedule": crontab(minute=7)},
    "remind pending signers": {"task": "campaigns.remind", "schedule": 20.0, "options": TICK},
    "tend collections": {"task": "campaigns.tend_collections", "schedule": 30.0, "options": TICK},
    "recount signatures": {"task": "campaigns.recount", "schedule": crontab(hour=3, minute=17)},
    "tend bundles of names": {"task": "campaigns.tend_bundles", "schedule": crontab()},
    "clamp stored choices": {
        "task": "campaigns.clamp_choices",
        "schedule": crontab(hour=2, minute=31),
    },
    "seal receipted signatures": {
        "task": "campaigns.seal_offline",
        "schedule": 60.0,
        "options": TICK,
    },
    "tell outcomes": {"task": "campaigns.post_outcomes", "schedule": 30.0, "options": TICK},
    "open languages of mailings": {
        "task": "campaigns.open_mailings",
        "schedule": 20.0,
        "options": TICK,
    },
    "tend outcome wishes": {
        "task": "campaigns.tend_outcomes",
        "schedule": crontab(hour=3, minute=41),
    },
    "tidy after who left": {"task": "campaigns.tidy_leavers", "schedule": 60.0, "options": TICK},
    "expire supporters": {"task": "supporters.expire", "schedule": crontab(minute=23)},
    "remind pending supporters": {"task": "supporters.remind", "schedule": 20.0, "options": TICK},
    "reseal supporters": {"task": "supporters.reseal", "schedule": crontab(minute=51)},
    "tend lists of supporters": {
        "task": "supporters.tend_lists",
        "schedule": 30.0,
        "options": TICK,
    },
    "ask newcomers": {"task": "supporters.ask_newcomers", "schedule": crontab(minute="5-59/10")},
    "retire petitions": {"task": "campaigns.retire", "schedule": crontab(minute=37)},
    "warn stewards": {"task": "campaigns.warn_stewards", "schedule": crontab(minute=53)},
    "let tips go": {"task": "tips.expire", "schedule": crontab(minute="*/10")},
    # At one minute of the hour: a mail that leaves must not tell when a tip came.
    "tell tip readers": {"task": "tips.tell", "schedule": crontab(minute=13)},
    "reseal tips": {"task": "tips.reseal", "schedule": crontab(minute=57)},
    "clear expired sessions": {
        "task": "users.clear_sessions",
        "schedule": crontab(hour=4, minute=29),
    },
    "finish renewing keys": {
        "task": "campaigns.finish_renewals",
        "schedule": crontab(minute=43),
    },
    # Whether it is time (BACKUP_AT) is asked each time, so that a missed one is made up for.
    "back up": {"task": "vault.back_up", "schedule": crontab(minute="5-59/10")},
    "keep the journal of erasures": {
        "task": "vault.keep_journal",
        "schedule": crontab(minute="*/5"),
    },
    "reseal second factors": {"task": "users.reseal", "schedule": crontab(minute=49)},
    "sweep orphaned keys": {"task": "campaigns.sweep_keys", "schedule": crontab(hour=4, minute=5)},
}
app.config_from_object("django.conf:settings", namespace="CELERY")
watch_loop(app)
app.autodiscover_tasks()
