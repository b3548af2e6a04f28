rule sources:
    input:
        plan.handwritten,
    output:
        ".build/sources.json",
    params:
        code=fingerprint.of_stage("sources"),
        listing=plan.listing(),
        sidecars=plan.sidecar_state(),
    log:
        ".build/logs/sources.log",
    group: "publications"
    shell:
        "wsse-vision --log {log} sources"
