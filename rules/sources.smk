rule sources:
    # Takes seconds, so a cluster's head does it. In the group of the publications, which alone would know it before and
    # after composing, Snakemake would add the steps as they were before to those as they are (its groups are cached).
    localrule: True
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
    # Mistakes are told before documents that take minutes to read; where they take seconds, nothing waits for this.
    priority: 2 if plan.documents > 200 else 0
    shell:
        "wsse-vision --log {log} sources"
