"""A server that speaks S3, and what somebody without any key gets from it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch
from urllib.error import HTTPError
from urllib.request import urlopen

import boto3
from moto.server import ThreadedMotoServer

KEYS = {"AWS_ACCESS_KEY_ID": "planted", "AWS_SECRET_ACCESS_KEY": "planted"}


@contextmanager
def running_object_store(address: str = "127.0.0.1") -> Iterator[str]:
    """Its address; whoever has KEYS in the environment may do all."""
    server = ThreadedMotoServer(ip_address=address, port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    try:
        with patch.dict(os.environ, KEYS):
            yield f"http://{host}:{port}"
    finally:
        server.stop()


def make_bucket(endpoint: str, name: str) -> None:
    boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1").create_bucket(Bucket=name)


def asked_by_anybody(address: str) -> int:
    try:
        return urlopen(address, timeout=10).status
    except HTTPError as refusal:
        return refusal.code
