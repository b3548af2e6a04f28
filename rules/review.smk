rule review:
    input:
        documents=expand(".build/ingest-{batch}.json", batch=plan.batches),
        elements=expand(".build/extract-{batch}.json", batch=plan.batches),
        codebook=plan.codebook,
        decisions=plan.existing("reviews"),
    output:
        ".build/review.json",
    params:
        code=fingerprint.of_stage("review"),
        batches=plan.batches,
    log:
        ".build/logs/review.log",
    group: "evidence"
    shell:
        "wsse-vision --log {log} review apply {params.batches}"
