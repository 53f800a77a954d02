# syntax=docker/dockerfile:1

# The packages of requirements.txt, hashes required, in an environment that is copied on as it is.
FROM python:3.13-slim AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements.txt /tmp/requirements.txt
RUN python -m venv /opt/hub \
    && /opt/hub/bin/pip install --require-hashes --requirement /tmp/requirements.txt

# Catalogues and static files, made where the tools for making them may lie about.
FROM packages AS made
WORKDIR /srv/hub
COPY . .
# The settings refuse to load without these; none of them reaches the next stage.
RUN export SECRET_KEY=build BASE_URL=https://build.invalid ALLOWED_HOSTS=build.invalid \
        FIELD_ENCRYPTION_KEYS=k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= \
        KEYSTORE_URL=file:///nowhere EMAIL_URL=smtp://build.invalid:25 \
        DATABASE_URL=postgresql://build.invalid/hub REDIS_URL=redis://build.invalid/0 \
        STATIC_ROOT=/srv/hub/static-collected \
    && /opt/hub/bin/python -m dev.catalogues \
    && /opt/hub/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && rm -rf dev \
    && /opt/hub/bin/python -m compileall -q .

FROM python:3.13-slim
# pg_dump and pg_restore of the server's own version, from PostgreSQL's archive: Debian's is older,
# and pg_dump refuses a server that is newer than itself. Not pinned: old ones leave that archive.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates postgresql-common \
    && /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y \
    && apt-get install --yes --no-install-recommends postgresql-client-18 \
    && rm -rf /var/lib/apt/lists/*
# A number, so that an orchestrator can tell that it is not root's.
RUN groupadd --system --gid 10001 hub \
    && useradd --system --uid 10001 --gid hub --home-dir /srv/hub --no-create-home hub \
    && install --directory --owner=hub --group=hub /var/lib/hub /var/lib/hub/media \
    && install --directory --owner=hub --group=hub --mode=0700 \
    /var/lib/hub/keystore /var/lib/hub/bundles /var/lib/hub/backups /var/lib/hub/erasures \
    # The proxy's account writes here, Hub's reads and deletes.
    && install --directory --owner=hub --group=hub --mode=0777 /var/lib/hub/reads
COPY --from=packages /opt/hub /opt/hub
COPY --from=made /srv/hub /srv/hub
ENV PATH=/opt/hub/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HUB_DATA=/var/lib/hub \
    MEDIA_ROOT=/var/lib/hub/media \
    BUNDLES_DIR=/var/lib/hub/bundles \
    BACKUP_DIR=/var/lib/hub/backups \
    ERASURES_DIR=/var/lib/hub/erasures \
    KEYSTORE_URL=file:///var/lib/hub/keystore \
    STATIC_ROOT=/srv/hub/static-collected
WORKDIR /srv/hub
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "deploy/healthy.py"]
# Threads, because a request waits for the database more than it computes; gunicorn's own files go
# to memory, where a slow disk cannot make the master believe that a worker hangs.
CMD ["gunicorn", "hub.wsgi:application", "--config", "python:hub.serving", \
     "--bind", "0.0.0.0:8000", "--worker-class", "gthread", \
     "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
