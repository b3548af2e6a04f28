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
    # Mistakes are told before documents that take minutes to read; where they take seconds, nothing waits for this.
    priority: 2 if plan.documents > 200 else 0
    shell:
        "wsse-vision --log {log} sources"
