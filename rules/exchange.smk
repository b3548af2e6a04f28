rule exchange:
    input:
        evidence=".build/join.json",
        documents=expand(".build/ingest-{batch}.json", batch=plan.batches),
        codebook=plan.codebook,
    output:
        "outputs/evidence/project.qdpx",
        "outputs/evidence/codebook.qdc",
        "outputs/evidence/annotations.jsonld",
        "outputs/evidence/concepts.ttl",
        "outputs/evidence/elements.jsonl",
        "outputs/evidence/datapackage.json",
    params:
        code=fingerprint.of_stage("exchange"),
        settings=plan.settings("title"),
    log:
        ".build/logs/exchange.log",
    group: "evidence"
    shell:
        "wsse-vision --log {log} exchange"
