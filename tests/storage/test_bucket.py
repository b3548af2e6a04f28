"""Documents that lie in a bucket, publications that go to one, with a real S3 server on loopback.

These need the plugin (``make cluster``); ``.ci/run`` sets WSSE_SLURM_REQUIRED, so that there nothing is skipped.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from building import REPOSITORY, Built

pytestmark = pytest.mark.storage
BUCKET = "s3://network/vision"
KEYS = {"ACCESS_KEY": "an-editor", "SECRET_KEY": "not-a-secret"}


class Bucket:
    """What others see of the bucket: objects by their names below the project's folder."""

    def __init__(self, endpoint: str) -> None:
        import boto3

        keys = {"aws_access_key_id": KEYS["ACCESS_KEY"], "aws_secret_access_key": KEYS["SECRET_KEY"]}
        s3 = boto3.resource("s3", endpoint_url=endpoint, region_name="us-east-1", **keys)
        self._bucket: Any = s3.create_bucket(Bucket="network")
        self.environment = {"SNAKEMAKE_STORAGE_S3_ENDPOINT_URL": endpoint}
        self.environment |= {f"SNAKEMAKE_STORAGE_S3_{name}": value for name, value in KEYS.items()}

    def __getitem__(self, name: str) -> bytes:
        content: bytes = self._bucket.Object(f"vision/{name}").get()["Body"].read()
        return content

    def __setitem__(self, name: str, content: bytes) -> None:
        self._bucket.put_object(Key=f"vision/{name}", Body=content)

    def __delitem__(self, name: str) -> None:
        self._bucket.Object(f"vision/{name}").delete()

    def names(self, folder: str) -> dict[str, float]:
        """Return the objects of a folder and when each was put there (seconds)."""
        objects = self._bucket.objects.filter(Prefix=f"vision/{folder}/")
        return {item.key.removeprefix("vision/"): item.last_modified.timestamp() for item in objects}


@pytest.fixture
def bucket(tmp_path: Path) -> Iterator[Bucket]:
    """A bucket that holds the documents and settings of a small project."""
    if importlib.util.find_spec("snakemake_storage_plugin_s3") is None:
        message = "no snakemake-storage-plugin-s3 here; `make cluster` installs it"
        if os.environ.get("WSSE_SLURM_REQUIRED"):
            pytest.fail(message)
        pytest.skip(message)
    from moto.server import ThreadedMotoServer

    from wsse_vision.sources.starter import make_project

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    try:
        filled = Bucket(f"http://{host}:{port}")
        written = tmp_path / "written"
        make_project(written, lambda line: None)
        settings = "formats: [html]\npublications:\n  - vision-elements\n"
        (written / "config.yaml").write_text(settings, encoding="utf-8")
        for path in written.rglob("*"):
            if path.is_file() and path.relative_to(written).parts[0] in ("config.yaml", "sources", "templates"):
                filled[path.relative_to(written).as_posix()] = path.read_bytes()
        yield filled
    finally:
        server.stop()


def storage(project: Built, bucket: Bucket, what: str, *, accept_failure: bool = False, address: str = BUCKET) -> str:
    """Fetch or publish; return what was said."""
    return project.snakemake(
        *("-s", str(REPOSITORY / "workflow" / f"{what}.smk"), "--config", f"bucket={address}"),
        accept_failure=accept_failure,
        environment=bucket.environment,
    ).output


def steps(said: str) -> int:
    """Return how many files a run brought, as it tells of each."""
    return len(re.findall(r"^\d+ of \d+: file$", said, re.MULTILINE))


def test_documents_come_from_a_bucket_and_publications_go_to_it(bucket: Bucket, tmp_path: Path) -> None:
    project = Built(tmp_path / "node")
    project.root.mkdir()
    storage(project, bucket, "fetch")
    for name in bucket.names("sources"):
        assert (project.root / name).read_bytes() == bucket[name]
    project.snakemake()
    storage(project, bucket, "publish")

    sums = dict(reversed(line.split("  ", 1)) for line in bucket["outputs/SHA256SUMS"].decode().splitlines())
    assert len(sums) > 20
    published = bucket.names("outputs")
    assert set(published) == {f"outputs/{name}" for name in sums} | {"outputs/SHA256SUMS"}
    assert {name: hashlib.sha256(bucket[f"outputs/{name}"]).hexdigest() for name in sums} == sums
    assert max(published, key=lambda name: published[name]) == "outputs/SHA256SUMS", "last of all"
    assert "outputs/vision-elements/0.1/vision-elements-0.1.en.html" in published

    written = tmp_path / "written"
    assert Built(written).snakemake().code == 0
    mine, theirs = (
        {p.relative_to(r): p.read_bytes() for p in (r / "outputs").rglob("*") if p.is_file()}
        for r in (project.root, written)
    )
    assert mine == theirs, "a folder that was fetched builds to the same bytes as the one it was copied from"


def test_only_what_changed_travels(bucket: Bucket, tmp_path: Path) -> None:
    project = Built(tmp_path / "node")
    project.root.mkdir()
    storage(project, bucket, "fetch")
    project.snakemake()
    storage(project, bucket, "publish")
    assert "Nothing to be done" in storage(project, bucket, "fetch")
    assert "Nothing to be done" in storage(project, bucket, "publish")

    before = bucket.names("outputs")
    bucket["sources/notebooks/a-new one.md"] = b"# Debt\n\nDebts that nobody can pay must be cancelled.\n"
    assert steps(storage(project, bucket, "fetch")) == 1
    assert "a-new one" in str(list((project.root / "sources").rglob("*")))
    project.snakemake()
    storage(project, bucket, "publish")
    after = bucket.names("outputs")
    assert {name for name in before if after[name] == before[name]}, "what did not change was left alone"
    assert b"Debts that nobody can pay" in bucket["outputs/vision-elements/0.1/vision-elements-0.1.en.html"]


def test_what_was_removed_from_the_bucket_is_not_published_unseen(bucket: Bucket, tmp_path: Path) -> None:
    project = Built(tmp_path / "node")
    project.root.mkdir()
    storage(project, bucket, "fetch")
    gone = next(name for name in bucket.names("sources") if name.startswith("sources/interviews/"))
    del bucket[gone]
    said = storage(project, bucket, "fetch", accept_failure=True)
    assert project.code != 0
    assert f"not in {BUCKET}: {gone}. Remove here what was removed there" in said


def test_mistakes_are_told_in_one_line(bucket: Bucket, tmp_path: Path) -> None:
    project = Built(tmp_path / "node")
    project.root.mkdir()
    assert "outputs/SHA256SUMS is not here: run snakemake first" in storage(
        project, bucket, "publish", accept_failure=True
    )
    bucket["sources/../../elsewhere.md"] = b"# Elsewhere\n"
    assert "leads out of the project folder" in storage(project, bucket, "fetch", accept_failure=True)
    assert not (tmp_path / "elsewhere.md").exists()
    said = storage(project, bucket, "fetch", accept_failure=True, address="s3://nowhere/vision")
    assert "s3://nowhere/vision is not there, or may not be read with these keys" in said
    assert "Traceback" not in said
