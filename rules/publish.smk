checkpoint compose:
    input:
        evidence=".build/join.json",
        handwritten=plan.handwritten,
        templates=plan.templates,
    output:
        ".build/composed.json",
    params:
        code=fingerprint.of_stage("compose"),
        tools=fingerprint.of_stage("render"),
        settings=plan.settings(),
        released=[plan.release_of(slug) for slug in plan.config.slugs()],
    log:
        ".build/logs/compose.log",
    group: "evidence"
    shell:
        "wsse-vision --log {log} compose"

# One rule for each set of formats that publications are built in; mostly that is one.
for formats, slugs in plan.formats.items():
    rule:
        name:
            f"render_{'_'.join(formats)}"
        input:
            composed,
        output:
            report(
                expand("outputs/{{slug}}/{{version}}/{{slug}}-{{version}}.{{language}}.{ending}", ending=formats),
                caption="../templates/report/publication.rst",
                category="Publications",
                labels={"publication": "{slug}", "version": "{version}", "language": "{language}"},
            ),
            expand("outputs/{{slug}}/{{version}}/{{slug}}-{{version}}.{{language}}.{ending}", ending=plan.works),
        wildcard_constraints:
            slug="|".join(slugs),
        params:
            code=fingerprint.of_stage("render"),
            looks=plan.looks(formats),
            formats=formats,
            released=release_of,
        log:
            ".build/logs/{slug}-{version}.{language}.log",
        group: "publications"
        shell:
            "wsse-vision --log {log} render {wildcards.slug} {wildcards.language} {params.formats}"
