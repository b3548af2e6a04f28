rule manifests:
    input:
        publications=plan.publications,
        composed=composed_manifest,
        releases=plan.releases,
    output:
        plan.manifests,
        ".build/changes.json",
    params:
        code=fingerprint.of_stage("release"),
    log:
        ".build/logs/manifests.log",
    shell:
        "wsse-vision --log {log} manifests"

rule check:
    input:
        publications=plan.publications,
        composed=composed_manifest,
        manifests=plan.manifests,
        pages=".build/pages.json",
        feeds=rules.feeds.output,
        releases=plan.releases,
        evidence=".build/evidence-pages.json",
        sources=".build/sources.json",
        review=".build/review.json",
        exchange=rules.exchange.output,
        documents=expand(".build/ingest-{batch}.json", batch=plan.batches),
    output:
        report("outputs/problems.json", caption="../templates/report/problems.rst", category="State of the sources"),
        "outputs/SHA256SUMS",
    params:
        code=fingerprint.of_stage("release"),
        settings=plan.settings(),
        batches=plan.batches,
    log:
        ".build/logs/check.log",
    threads: 2
    shell:
        "wsse-vision --log {log} check {params.batches}"

rule accept:
    input:
        "outputs/problems.json",
    output:
        touch(".build/accepted"),
    params:
        strict=plan.config.strict,
    log:
        ".build/logs/accept.log",
    shell:
        "wsse-vision --log {log} accept"
