"""A file that was made or renamed is there only once its folder is on the disk, too."""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Whatever happens to the machine afterwards. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
