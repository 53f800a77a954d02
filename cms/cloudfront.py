"""Amazon's CDN. A module of its own: boto3 is read only where a setting names a distribution."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from wagtail.contrib.frontend_cache.backends.base import BaseBackend
from wagtail.contrib.frontend_cache.backends.cloudfront import CloudfrontBackend

from cms.cdns import SECONDS, NotForgotten

REGION = "us-east-1"  # of this service there is but one
PATIENCE = Config(connect_timeout=SECONDS, read_timeout=SECONDS, retries={"max_attempts": 1})


class Cloudfront(CloudfrontBackend):
    """Whose rights it has stands in the environment, as Amazon's own tools read it."""

    forgets_all = True

    def __init__(self, params: dict[str, Any]):
        BaseBackend.__init__(self, params)
        self.cloudfront_distribution_id = params["DISTRIBUTION_ID"]
        self.client = boto3.client("cloudfront", region_name=REGION, config=PATIENCE)

    def purge_all(self) -> None:
        self._create_invalidation(self.cloudfront_distribution_id, ["/*"])

    def _create_invalidation(self, distribution_id: str, paths: Iterable[str]) -> None:
        """Raises NotForgotten."""
        items = sorted(paths)
        batch = {"Paths": {"Quantity": len(items), "Items": items}, "CallerReference": str(uuid4())}
        try:
            self.client.create_invalidation(DistributionId=distribution_id, InvalidationBatch=batch)
        except (BotoCoreError, ClientError) as error:
            raise NotForgotten(type(error).__name__) from error
