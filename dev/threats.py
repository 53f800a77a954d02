"""Threats and the tests that hold them off, as dev/threats.toml lists them."""

import tomllib

from dev.bootstrap import ROOT

LIST = ROOT / "dev" / "threats.toml"


def threats() -> dict[str, tuple[str, ...]]:
    """By the name of the threat: its tests, as `path::name`."""
    told = tomllib.loads(LIST.read_text(encoding="utf-8"))["threat"]
    return {each["name"]: tuple(each["tests"]) for each in told}
