"""The reference of ``config.yaml``, made from its description in ``config``: schema, table, settings in use."""

from __future__ import annotations

import json
from typing import Any

import yaml
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from wsse_vision.config import Config, Publication, read_config
from wsse_vision.home import Project


def text(what: str, project: Project) -> str:
    """Return the ``schema`` (JSON), the ``table`` (Markdown) or, for ``show``, the settings in use (YAML)."""
    if what == "schema":
        return json.dumps(Config.model_json_schema(), indent=2, ensure_ascii=False) + "\n"
    if what == "table":
        return table()
    return yaml.safe_dump(read_config(project.root).model_dump(), sort_keys=False, allow_unicode=True)


def table() -> str:
    """Return the reference table of all settings."""
    parts = [
        "## Settings of the project\n",
        table_of(Config),
        "\n## Settings of a publication\n",
        table_of(Publication),
    ]
    return "\n".join(parts)


def table_of(model: type[BaseModel]) -> str:
    """Return a Markdown table of the keys of a record."""
    properties: dict[str, Any] = model.model_json_schema()["properties"]
    rows = ["| key | type | default | meaning |", "|---|---|---|---|"]
    for name, info in model.model_fields.items():
        default = (
            ""
            if name == "publications" or info.default is PydanticUndefined
            else ("" if info.default is None else f"`{json.dumps(info.default)}`")
        )
        rows.append(f"| `{name}` | {_type(properties[name])} | {default} | {info.description} |")
    return "\n".join(rows) + "\n"


def _type(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if "anyOf" in schema:
        return " or ".join(_type(option) for option in schema["anyOf"] if option.get("type") != "null")
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    return {"object": "mapping", "string": "text", "integer": "whole number", "boolean": "true or false"}.get(
        schema.get("type", ""), "mapping"
    )
