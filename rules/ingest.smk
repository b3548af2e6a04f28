rule ingest:
    input:
        plan.about_documents,
    output:
        ".build/ingest-{batch}.json",
    params:
        code=fingerprint.of_stage("ingest"),
        batches=plan.config.batches,
        documents=documents_of_batch,
    log:
        ".build/logs/ingest-{batch}.log",
    group: "documents"
    priority: 1
    shell:
        "wsse-vision --log {log} ingest {wildcards.batch} --of {params.batches}"
