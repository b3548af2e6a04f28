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
        plan.publications,
        rules.exchange.output,
        "outputs/index.html",
        "outputs/problems.json",
        ".build/accepted",
