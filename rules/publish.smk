checkpoint compose:
    input:
        evidence=".build/join.json",
        handwritten=plan.handwritten,
        templates=plan.templates,
    output:
        ".build/composed.json",
    params:
        code=fingerprint.of_stage("compose"),
        settings=plan.settings(),
    log:
        ".build/logs/compose.log",
    threads: 2
    shell:
        "wsse-vision --log {log} compose"

rule pdf:
    input:
        composed,
    output:
        "outputs/{slug}/{version}/{slug}-{version}.{language}.pdf",
    params:
        code=fingerprint.of_stage("render"),
        looks=plan.looks("pdf"),
    log:
        ".build/logs/{slug}-{version}.{language}.pdf.log",
    shell:
        "wsse-vision --log {log} render {wildcards.slug} {wildcards.language} pdf"

rule html:
    input:
        composed,
    output:
        "outputs/{slug}/{version}/{slug}-{version}.{language}.html",
    params:
        code=fingerprint.of_stage("render"),
        looks=plan.looks("html"),
    log:
        ".build/logs/{slug}-{version}.{language}.html.log",
    shell:
        "wsse-vision --log {log} render {wildcards.slug} {wildcards.language} html"

rule epub:
    input:
        composed,
    output:
        "outputs/{slug}/{version}/{slug}-{version}.{language}.epub",
    params:
        code=fingerprint.of_stage("render"),
        looks=plan.looks("epub"),
    log:
        ".build/logs/{slug}-{version}.{language}.epub.log",
    shell:
        "wsse-vision --log {log} render {wildcards.slug} {wildcards.language} epub"

rule works:
    input:
        composed_manifest,
    output:
        plan.works,
    params:
        code=fingerprint.of_stage("render"),
    log:
        ".build/logs/works.log",
    shell:
        "wsse-vision --log {log} works"
