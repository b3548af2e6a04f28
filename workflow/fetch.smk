"""Fetch what people wrote from a bucket into a project folder (docs/cluster.md).

snakemake -s workflow/fetch.smk -d our-vision --config bucket=s3://network/vision
"""

from pathlib import Path, PurePosixPath

from snakemake.exceptions import WorkflowError

storage s3:
    provider="s3",

BUCKET = str(config.get("bucket", "")).rstrip("/")
if not BUCKET.startswith("s3://"):
    raise WorkflowError("say which bucket: --config bucket=s3://NAME or s3://NAME/FOLDER")

def in_bucket(name):
    """The object of that name, which need not be there."""
    return storage.s3(f"{BUCKET}/{name}").flags["storage_object"]

def written():
    """What people wrote, as the bucket has it; what is here and no longer there would be published unseen."""
    settings = in_bucket("config.yaml")
    if not settings.bucket_exists():
        raise WorkflowError(f"{BUCKET} is not there, or may not be read with these keys")
    start = len(settings.key) - len("config.yaml")
    names = [item.key[start:] for name in ("sources", "templates") for item in in_bucket(name).get_subkeys()]
    if not any(name.startswith("sources/") for name in names):
        raise WorkflowError(f"{BUCKET}/sources has no documents")
    if outside := [name for name in names if ".." in PurePosixPath(name).parts]:
        raise WorkflowError(f"{BUCKET} has a name that leads out of the project folder: {outside[0]}")
    here = {path.as_posix() for path in Path("sources").rglob("*") if path.is_file()}
    if gone := sorted(here - set(names)):
        raise WorkflowError(f"not in {BUCKET}: {', '.join(gone)}. Remove here what was removed there")
    return [*names, *(["config.yaml"] if settings.exists() else [])]

rule fetch:
    input:
        written(),

rule file:
    input:
        storage.s3(f"{BUCKET}/{{written}}"),
    output:
        "{written}",
    wildcard_constraints:
        written=r"config\.yaml|(sources|templates)/.+",
    shell:
        "cp {input:q} {output:q}"
