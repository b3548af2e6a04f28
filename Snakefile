# From notebooks, reports and interviews to eleven publications; see README.md and docs/.
from snakemake.utils import min_version

min_version("9.27")

report: "templates/report/workflow.rst"

container: "docker://python:3.11-slim"

include: "rules/common.smk"
include: "rules/sources.smk"
include: "rules/ingest.smk"
include: "rules/extract.smk"
include: "rules/review.smk"
include: "rules/join.smk"
include: "rules/exchange.smk"
include: "rules/publish.smk"
include: "rules/site.smk"
include: "rules/release.smk"

rule all:
    default_target: True
    input:
        # What stages hand to one another is asked for by name: Snakemake takes a step that failed for done when what
        # was made of its last success is still there.
        ".build/sources.json",
        expand(".build/ingest-{batch}.json", batch=plan.batches),
        expand(".build/extract-{batch}.json", batch=plan.batches),
        ".build/review.json",
        ".build/join.json",
        ".build/composed.json",
        ".build/changes.json",
        ".build/pages.json",
        ".build/evidence-pages.json",
        plan.publications,
        plan.manifests,
        plan.indexes,
        plan.feeds,
        rules.exchange.output,
        "outputs/problems.json",
        "outputs/SHA256SUMS",
        ".build/accepted",
