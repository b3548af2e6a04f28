rule sources:
    input:
        plan.handwritten,
        plan.sidecars,
    output:
        ".build/sources.json",
    params:
        code=fingerprint.of_stage("sources"),
        listing=plan.listing(),
    log:
        ".build/logs/sources.log",
    group: "publications"
    shell:
        "wsse-vision --log {log} sources"
