rule ingest:
    input:
        documents_of_batch,
    output:
        ".build/ingest-{batch}.json",
    params:
        code=fingerprint.of_stage("ingest"),
        batches=plan.config.batches,
    log:
        ".build/logs/ingest-{batch}.log",
    group: "documents"
    shell:
        "wsse-vision --log {log} ingest {wildcards.batch} --of {params.batches}"
