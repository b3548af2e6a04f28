"""Publish what a build made to a bucket (docs/cluster.md).

snakemake -s workflow/publish.smk -d our-vision --config bucket=s3://network/vision
"""

from pathlib import Path

from snakemake.exceptions import WorkflowError

storage s3:
    provider="s3",

BUCKET = str(config.get("bucket", "")).rstrip("/")
if not BUCKET.startswith("s3://"):
    raise WorkflowError("say which bucket: --config bucket=s3://NAME or s3://NAME/FOLDER")

SUMS = "outputs/SHA256SUMS"
if not Path(SUMS).is_file():
    raise WorkflowError(f"{SUMS} is not here: run snakemake first")

def published():
    """Every file that the last build made, as it will be in the bucket."""
    names = [line.split("  ", 1)[1] for line in Path(SUMS).read_text(encoding="utf-8").splitlines()]
    return [storage.s3(f"{BUCKET}/outputs/{name}", retrieve=False) for name in names]

rule publish:
    input:
        storage.s3(f"{BUCKET}/{SUMS}", retrieve=False),

rule file:
    input:
        "{made}",
    output:
        storage.s3(f"{BUCKET}/{{made}}"),
    wildcard_constraints:
        made=r"outputs/(?!SHA256SUMS$).+",
    shell:
        "cp {input:q} {output:q}"

# The checksums go last: where they are new, everything else is.
rule sums:
    input:
        published(),
        sums=SUMS,
    output:
        storage.s3(f"{BUCKET}/{SUMS}"),
    shell:
        "cp {input.sums:q} {output:q}"
