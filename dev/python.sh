# Finds a Python that can run Hub and hands over to dev/bootstrap.py. Uses nothing but the shell
# itself, so that a PATH with Python alone is enough. Sourced by nobody: bin/* run it.

root=${0%/*}/..

for python in python3 python3.13 python3.12 python3.11 python3.14 python; do
    command -v "$python" >/dev/null 2>&1 || continue
    # Some systems ship Python without ensurepip; another one on the PATH may have it.
    "$python" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' \
        >/dev/null 2>&1 || continue
    exec "$python" "$root/dev/bootstrap.py" "$@"
done

echo "Hub needs Python 3.11 to 3.14 with venv and ensurepip (on Debian: python3 and python3-venv)." >&2
exit 1
