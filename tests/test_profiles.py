"""What runs where: the settings of a run on this machine and on a cluster."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parents[1]
RULES = "\n".join(path.read_text(encoding="utf-8") for path in sorted((REPOSITORY / "rules").glob("*.smk")))


def settings(name: str) -> dict[str, Any]:
    """Return the settings of a profile."""
    found: dict[str, Any] = yaml.safe_load((REPOSITORY / "profiles" / name / "config.yaml").read_text(encoding="utf-8"))
    return found


def test_the_profile_of_the_cluster_stands_in_for_the_default_one() -> None:
    cluster = settings("slurm")
    for name, value in settings("default").items():
        # Jobs on other nodes write no progress that a line here could show: Snakemake tells of a cluster's jobs itself.
        assert name in ("cores", "logger") or cluster.get(name) == value, name


def test_no_step_becomes_a_job_of_its_own_on_a_cluster() -> None:
    blocks = re.split(r"^ *(?:rule|checkpoint)\b", RULES, flags=re.MULTILINE)[1:]
    assert len(blocks) > 10
    assert [block for block in blocks if not re.search(r"^ +(group: \"|localrule: True$)", block, re.MULTILINE)] == []


@pytest.mark.parametrize("rule", settings("slurm")["set-resources"])
def test_resources_are_set_for_rules_that_there_are(rule: str) -> None:
    assert re.search(rf"^(rule|checkpoint) {rule}:$", RULES, re.MULTILINE)
