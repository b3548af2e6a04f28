rule extract:
    input:
        documents=".build/ingest-{batch}.json",
        codebook=plan.codebook,
    output:
        ".build/extract-{batch}.json",
    params:
        code=fingerprint.of_stage("extract"),
    log:
        ".build/logs/extract-{batch}.log",
    group: "documents"
    priority: 1
    shell:
        "wsse-vision --log {log} extract {wildcards.batch}"
