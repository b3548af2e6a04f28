rule join:
    input:
        documents=expand(".build/ingest-{batch}.json", batch=plan.batches),
        elements=expand(".build/extract-{batch}.json", batch=plan.batches),
        review=".build/review.json",
        codebook=plan.codebook,
        handwritten=plan.existing("indicators.yaml", "questionnaire.yaml", "evaluations"),
    output:
        ".build/join.json",
    params:
        code=fingerprint.of_stage("join"),
        batches=plan.batches,
    log:
        ".build/logs/join.log",
    group: "evidence"
    shell:
        "wsse-vision --log {log} join {params.batches}"
