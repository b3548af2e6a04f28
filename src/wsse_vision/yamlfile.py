"""YAML files written by hand: safe, no duplicate keys, and every value knows its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

Place = tuple[str | int, ...]
"""Where a value stands: the keys and list positions that lead to it."""

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """The safe loader, except that a date stays the text it is (``2004-05`` and ``2004-05-06`` alike)."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in _Base.yaml_implicit_resolvers.items()
}


class YamlError(Exception):
    """The file is no YAML that we accept; ``line`` is 1-based."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def load(path: Path) -> tuple[Any, dict[Place, int]]:
    """Return the content of a YAML file and the line of each value (1-based).

    An empty file is ``None``. Raises ``YamlError`` for wrong syntax, an encoding other than UTF-8,
    a key given twice, or an alias (which a small file could use to grow without bound).
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise YamlError(f"not UTF-8 text (byte {error.start})", 1) from None
    try:
        loader = _Loader(text)
        try:
            _refuse_traps(text)
            node = loader.get_single_node()
            lines: dict[Place, int] = {}
            if node is None:
                return None, {(): 1}
            _walk(node, (), lines)
            return loader.construct_document(node), lines
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError(error.problem or "wrong syntax", 1 if mark is None else mark.line + 1) from None
    except (yaml.YAMLError, ValueError) as error:
        raise YamlError(str(error).splitlines()[0], 1) from None


_DEEPEST = 50
"""Lists in lists and the like; nothing that people write comes near it, and what builds the values is recursive."""


def _refuse_traps(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise YamlError("nested too deeply", _first_line(event))
        if isinstance(event, yaml.AliasEvent):
            raise YamlError(f"alias *{event.anchor} is not accepted", _first_line(event))


def _first_line(event: yaml.Event) -> int:
    return 1 if event.start_mark is None else event.start_mark.line + 1


def _walk(node: yaml.Node, place: Place, lines: dict[Place, int]) -> None:
    lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for position, child in enumerate(node.value):
            _walk(child, (*place, position), lines)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, child in node.value:
            name = str(key.value)
            if name in seen:
                raise YamlError(f"key {name!r} is given twice", key.start_mark.line + 1)
            seen.add(name)
            _walk(child, (*place, name), lines)
            lines[(*place, name)] = key.start_mark.line + 1
