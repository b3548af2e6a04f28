"""What made documents say: notebooks, reports, papers of the assembly, interviews and forum texts in four languages."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import NamedTuple

import yaml
from blocks import Block, Made
from phrases import ROOT, Pool, Sentence, place, pools

NOTEBOOK = 6500
REPORT = 1300
"""Words: some 15 pages, and some 3."""

TITLES = {
    "notebook": {
        "en": "Notebook {}: {}", "fr": "Cahier {} : {}", "es": "Cuaderno {}: {}", "pt": "Caderno {}: {}",
    },
    "workshop": {
        "en": "Report {}: {}", "fr": "Compte rendu {} : {}", "es": "Informe {}: {}", "pt": "Relato {}: {}",
    },
    "findhorn": {
        "en": "Assembly paper {}: {}", "fr": "Document d’assemblée {} : {}",
        "es": "Documento de asamblea {}: {}", "pt": "Documento de assembleia {}: {}",
    },
    "interview": {
        "en": "Interview {}: {}", "fr": "Entretien {} : {}", "es": "Entrevista {}: {}", "pt": "Entrevista {}: {}",
    },
    "forum": {
        "en": "Forum {}: {}", "fr": "Forum {} : {}", "es": "Foro {}: {}", "pt": "Fórum {}: {}",
    },
}  # fmt: skip

_ASIDE = {"none": 3}
_SECTIONS: tuple[tuple[dict[str, str], dict[str, float], float], ...] = (
    ({"en": "Where the damage shows", "fr": "Constats", "es": "Diagnóstico", "pt": "Diagnóstico"},
     {"critique": 5, "practice": 1, "value": 1, **_ASIDE}, 0.18),
    ({"en": "Words and what we mean by them", "fr": "Des mots", "es": "Palabras", "pt": "Palavras"},
     {"definition": 4, "value": 2, "critique": 1, **_ASIDE}, 0.08),
    ({"en": "A vision", "fr": "Une vision", "es": "Una visión", "pt": "Uma visão"},
     {"value": 5, "definition": 1, "critique": 1, **_ASIDE}, 0.16),
    ({"en": "What is being done", "fr": "Ce qui se fait", "es": "Lo que ya se hace", "pt": "O que já se faz"},
     {"practice": 6, "value": 1, "critique": 1, **_ASIDE}, 0.28),
    ({"en": "Proposals", "fr": "Propositions", "es": "Propuestas", "pt": "Propostas"},
     {"proposal": 4, "policy": 2}, 0.14),
    ({"en": "How one might measure it", "fr": "Comment le mesurer", "es": "Cómo medirlo", "pt": "Como medir"},
     {"indicator": 4, "practice": 1, **_ASIDE}, 0.08),
    ({"en": "What stays open", "fr": "Ce qui reste ouvert", "es": "Lo que queda abierto", "pt": "O que fica em aberto"},
     {"question": 4, "critique": 1, **_ASIDE}, 0.08),
)  # fmt: skip
"""Headings of a report, the kinds of what stands under them (weights), and its share of the words."""

_ANSWERS = {"practice": 6, "critique": 3, "value": 2, "definition": 0.5, "proposal": 1, "policy": 0.5, "none": 4}
_POSTS = {"question": 2, "critique": 3, "value": 2, "proposal": 2, "definition": 1, "practice": 2, "none": 4}
_MET = {
    "en": "{} received us in {} and talked for two hours.",
    "fr": "{} nous a reçus à {} et nous a parlé pendant deux heures.",
    "es": "{} nos recibió en {} y habló durante dos horas.",
    "pt": "{} recebeu-nos em {} e falou durante duas horas.",
}
_TABLE = {
    "en": ("Place", "Members", "Hours a month"), "fr": ("Lieu", "Membres", "Heures par mois"),
    "es": ("Lugar", "Socias", "Horas al mes"), "pt": ("Lugar", "Sócias", "Horas por mês"),
}  # fmt: skip
_ITEMS = frozenset({"proposal", "policy", "indicator", "question"})
_BY = {"en": "Group of {}", "fr": "Groupe de {}", "es": "Grupo de {}", "pt": "Grupo de {}"}


class Subject(NamedTuple):
    """What a document is to be: kind of source, number (1-based) among all, language, themes, and the label that its
    proposals begin with (nothing: they have no numbers of their own); who is interviewed where, and whether in
    confidence.
    """

    id: str
    kind: str
    number: int
    language: str
    themes: list[str]
    label: str = ""
    person: str = ""
    home: str = ""
    is_confided: bool = False


@cache
def questions() -> list[dict[str, str]]:
    """Return the questions of the interviews by language."""
    text = (ROOT / "sources" / "questionnaire.yaml").read_text(encoding="utf-8")
    return [question["text"] for question in yaml.safe_load(text)["questions"]]


class Writer:
    """Writes a document and keeps what it said."""

    def __init__(self, subject: Subject, chance: Random) -> None:
        self._subject, self._chance = subject, chance
        self._pool: Pool = pools(subject.is_confided)[subject.language]
        self._blocks: list[Block] = []
        self._labels = 0
        self.said: list[Sentence] = []
        """Its sentences, in order."""

        self.labels: list[str] = []
        """The numbers of its proposals."""

    def write(self) -> Made:
        """Return the document."""
        subject, chance = self._subject, self._chance
        length = int((NOTEBOOK if subject.kind == "notebook" else REPORT) * chance.uniform(0.75, 1.25))
        about = place(chance) if subject.is_confided else chance.choice(self._pool.headings)
        title = TITLES[subject.kind][subject.language].format(subject.number, about)
        self._blocks.append(Block("heading", title, 1))
        if subject.kind == "interview":
            self._blocks.append(Block("paragraph", _MET[subject.language].format(subject.person, subject.home)))
            self._talk([question[subject.language] for question in questions()], _ANSWERS, length)
        elif subject.kind == "forum":
            self._talk([f"{chance.choice(self._pool.headings)} ({n})" for n in range(1, 7)], _POSTS, length)
        else:
            self._report(length)
        date = f"{2001 + chance.randrange(5)}-{1 + chance.randrange(12):02}-{1 + chance.randrange(28):02}"
        author = _BY[subject.language].format(place(chance))
        return Made(subject.id, subject.language, date, author, self._blocks)

    def _talk(self, headings: list[str], kinds: dict[str, float], length: int) -> None:
        for number, heading in enumerate(headings, 1):
            numbered = f"{number}. {heading}" if self._subject.kind == "interview" else heading
            self._blocks.append(Block("heading", numbered, 2))
            self._paragraphs(kinds, length // len(headings))

    def _report(self, length: int) -> None:
        for number, (headings, kinds, share) in enumerate(_SECTIONS, 1):
            self._blocks.append(Block("heading", f"{number}. {headings[self._subject.language]}", 2))
            words = int(length * share)
            if _ITEMS & kinds.keys():
                self._items(kinds, words)
                continue
            for part in range(1 + words // 900):
                if words > 900:
                    self._blocks.append(
                        Block("heading", f"{number}.{part + 1} {self._chance.choice(self._pool.headings)}", 3)
                    )
                self._paragraphs(kinds, words // (1 + words // 900))
            if "practice" in kinds and self._chance.random() < 0.5:
                self._table()

    def _sentences(self, kinds: dict[str, float], number: int) -> list[Sentence]:
        names = self._chance.choices(list(kinds), list(kinds.values()), k=number)
        found = [self._pool.sentence(self._chance, name, self._subject.themes) for name in names]
        self.said += found
        return found

    def _paragraphs(self, kinds: dict[str, float], words: int) -> None:
        while words > 0:
            number = min(self._chance.randint(3, 7), 1 + words // 19)  # so many words has a sentence, about
            text = " ".join(sentence.text for sentence in self._sentences(kinds, number))
            self._blocks.append(Block("paragraph", text))
            words -= text.count(" ") + 1

    def _items(self, kinds: dict[str, float], words: int) -> None:
        while words > 0:
            (sentence,) = self._sentences(kinds, 1)
            label = ""
            if self._subject.label and sentence.kind in ("proposal", "policy"):
                self._labels += 1
                label = f"{self._subject.label}.{self._labels:02}"
                self.labels.append(label)
            self._blocks.append(Block("item", sentence.text, label=label))
            words -= sentence.text.count(" ") + 1

    def _table(self) -> None:
        chance = self._chance
        rows = [
            (place(chance), str(chance.randint(5, 900)), str(chance.randint(2, 60)))
            for _ in range(chance.randint(3, 8))
        ]
        self._blocks.append(Block("table", rows=(_TABLE[self._subject.language], *rows)))
