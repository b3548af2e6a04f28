"""The eleven publications: what each is called, what it is for and what it draws on."""

from __future__ import annotations

from dataclasses import dataclass

_DOCUMENTS = ("notebook", "findhorn", "workshop", "interview", "forum")


@dataclass(frozen=True, slots=True)
class Entry:
    """A publication.

    ``draws_on`` are the kinds of sources whose evidence it shows; ``files`` hand-written ones beside the codebook.

    ``activity`` is the activity of the work plan that it answers. ``workshop`` is its number where the publication is
    about one workshop.
    """

    slug: str
    title: str
    subtitle: str
    abstract: str
    activity: str
    draws_on: tuple[str, ...]
    files: tuple[str, ...] = ()
    workshop: int | None = None
    template: str = ""

    @property
    def template_name(self) -> str:
        """File of its Jinja2 template, relative to ``templates/``."""
        return f"publications/{self.template or self.slug}.md.j2"


_WORKSHOPS = {
    1: "Nature and reach of a solidarity socioeconomy",
    2: "Development and modes of appropriation, management and redistribution",
    3: "Human and environmental rights, education for conflict and for solidarity",
    4: "Wealth, ethics and people’s governance",
}


def _workshop(number: int, title: str) -> Entry:
    return Entry(
        f"workshop-{number}",
        title,
        f"Report of the research and debate workshop {number}",
        "The question that was put, what was agreed, what was not, what the notebooks bring to it, and "
        "what goes into the synthesis.",
        f"2.{number}",
        ("workshop", "notebook"),
        workshop=number,
        template="workshop",
    )


ENTRIES: tuple[Entry, ...] = (
    Entry(
        "vision-elements",
        "Elements of a vision",
        "Drawn from the proposal notebooks and the assembly’s documents",
        "Theme by theme: the values held in common, the many ways of practising them, what is proposed "
        "and how it was voted, what the assembly added.",
        "3.1",
        ("notebook", "findhorn"),
        ("evaluations",),
    ),
    Entry(
        "cartography",
        "A cartography of concepts",
        "Key themes, their definitions and their neighbours",
        "Each key theme with its competing definitions side by side, its neighbours, its names in four "
        "languages and the questions it leaves open.",
        "3.2",
        ("notebook", "findhorn", "workshop", "forum"),
    ),
    Entry(
        "interviews",
        "Voices of practice",
        "Interviews with grassroots workers",
        "Who was heard and who was not, what practitioners answer to each question, and what they say "
        "that no notebook says.",
        "3.3",
        ("interview", "notebook"),
        ("questionnaire.yaml",),
    ),
    Entry(
        "indicators",
        "From vision to indicators",
        "How the elements of the vision could be measured",
        "Each theme with the indicators that measure it, the themes that nothing measures and the "
        "measures that the sources themselves propose.",
        "3.4",
        ("notebook", "findhorn"),
        ("indicators.yaml",),
    ),
    *(_workshop(number, title) for number, title in _WORKSHOPS.items()),
    Entry(
        "workshops-and-interviews",
        "Workshops and interviews together",
        "What was concluded in the meetings beside what was said in the field",
        "Theme by theme, the conclusions of the four workshops beside the voices of practitioners: where "
        "they meet and where they miss each other.",
        "5.3",
        ("workshop", "interview"),
        ("questionnaire.yaml",),
    ),
    Entry(
        "work-plan",
        "The work plan",
        "Activities, deadlines and products",
        "Every activity of the plan with its goals, the people responsible, its deadline and the "
        "publication that answers it.",
        "1–6",
        (),
        ("workplan.yaml",),
    ),
    Entry(
        "synthesis",
        "A vision in many voices",
        "Summary findings of the workshop on vision",
        "The argument that runs through all the documents, in fifteen pages at most: what is held in "
        "common, what is disputed, what is proposed.",
        "5.4",
        _DOCUMENTS,
        ("evaluations", "indicators.yaml", "questionnaire.yaml"),
    ),
)

BY_SLUG = {entry.slug: entry for entry in ENTRIES}
