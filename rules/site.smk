rule index:
    input:
        publications=plan.publications,
        sources=".build/sources.json",
        evidence=".build/join.json",
        templates=plan.templates,
    output:
        "outputs/index.html",
    params:
        code=fingerprint.of_stage("site"),
        settings=plan.settings(),
    log:
        ".build/logs/index.log",
    shell:
        "wsse-vision --log {log} index"
