rule evidence_pages:
    input:
        composed=composed_manifest,
        evidence=".build/join.json",
        codebook=plan.codebook,
        templates=plan.templates,
    output:
        ".build/evidence-pages.json",
    params:
        code=fingerprint.of_stage("site"),
        settings=plan.settings(),
    log:
        ".build/logs/evidence-pages.log",
    group: "publications"
    priority: 1  # the longest of what can run at the same time, so that nothing waits for it in the end
    shell:
        "wsse-vision --log {log} evidence-pages"

rule pages:
    input:
        publications=plan.publications,
        manifests=plan.manifests,
        releases=plan.releases,
        changes=".build/changes.json",
        sources=".build/sources.json",
        evidence=".build/join.json",
        about_evidence=".build/evidence-pages.json",
        handwritten=plan.existing("workplan.yaml"),
        templates=plan.templates,
    output:
        plan.indexes,
        record=".build/pages.json",
    params:
        code=fingerprint.of_stage("site"),
        settings=plan.settings(),
    log:
        ".build/logs/pages.log",
    group: "publications"
    shell:
        "wsse-vision --log {log} pages"

rule feeds:
    input:
        covers=".build/pages.json",
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
    group: "publications"
    shell:
        "wsse-vision --log {log} feeds"
