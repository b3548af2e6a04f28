rule check:
    input:
        publications=plan.publications,
        works=plan.works,
        index="outputs/index.html",
        evidence=".build/evidence-pages.json",
        sources=".build/sources.json",
        review=".build/review.json",
        exchange=rules.exchange.output,
        documents=expand(".build/ingest-{batch}.json", batch=plan.batches),
    output:
        "outputs/problems.json",
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
