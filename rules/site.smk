rule evidence_pages:
    input:
        composed=composed_manifest,
        evidence=".build/join.json",
        templates=plan.templates,
    output:
        ".build/evidence-pages.json",
    params:
        code=fingerprint.of_stage("site"),
        settings=plan.settings(),
    log:
        ".build/logs/evidence-pages.log",
    shell:
        "wsse-vision --log {log} evidence-pages"

rule index:
    input:
        publications=plan.publications,
        manifests=plan.manifests,
        sources=".build/sources.json",
        evidence=".build/join.json",
        templates=plan.templates,
    output:
        plan.indexes,
    params:
        code=fingerprint.of_stage("site"),
        settings=plan.settings(),
    log:
        ".build/logs/index.log",
    shell:
        "wsse-vision --log {log} index"

rule feeds:
    input:
        manifests=plan.manifests,
        releases=plan.releases,
        plan=plan.existing("workplan.yaml"),
        templates=plan.templates,
    output:
        plan.feeds,
    params:
        code=fingerprint.of_stage("site"),
        settings=plan.settings(),
    log:
        ".build/logs/feeds.log",
    shell:
        "wsse-vision --log {log} feeds"
