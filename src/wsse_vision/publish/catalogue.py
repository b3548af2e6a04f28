"""The eleven publications: what each is called, what it is for and what it draws on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wsse_vision.publish.language import N_, Translate

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

    def told(self, _: Translate) -> Entry:
        """Return it with title, subtitle and abstract in the language of ``_``."""
        subtitle = _(self.subtitle).format(number=self.workshop)
        return replace(self, title=_(self.title), subtitle=subtitle, abstract=_(self.abstract))


_WORKSHOPS = {
    1: N_("Nature and reach of a solidarity socioeconomy"),
    2: N_("Development and modes of appropriation, management and redistribution"),
    3: N_("Human and environmental rights, education for conflict and for solidarity"),
    4: N_("Wealth, ethics and people’s governance"),
}


def _workshop(number: int, title: str) -> Entry:
    return Entry(
        f"workshop-{number}",
        title,
        N_("Report of the research and debate workshop {number}"),
        N_(
            "The question that was put, what was agreed, what was not, what the notebooks bring to it, and "
            "what goes into the synthesis."
        ),
        f"2.{number}",
        ("workshop", "notebook"),
        workshop=number,
        template="workshop",
    )


ENTRIES: tuple[Entry, ...] = (
    Entry(
        "vision-elements",
        N_("Elements of a vision"),
        N_("Drawn from the proposal notebooks and the assembly’s documents"),
        N_(
            "Theme by theme: the values held in common, the many ways of practising them, what is proposed "
            "and how it was voted, what the assembly added."
        ),
        "3.1",
        ("notebook", "findhorn"),
        ("evaluations",),
    ),
    Entry(
        "cartography",
        N_("A cartography of concepts"),
        N_("Key themes, their definitions and their neighbours"),
        N_(
            "Each key theme with its competing definitions side by side, its neighbours, its names in four "
            "languages and the questions it leaves open."
        ),
        "3.2",
        ("notebook", "findhorn", "workshop", "forum"),
    ),
    Entry(
        "interviews",
        N_("Voices of practice"),
        N_("Interviews with grassroots workers"),
        N_(
            "Who was heard and who was not, what practitioners answer to each question, and what they say "
            "that no notebook says."
        ),
        "3.3",
        ("interview", "notebook"),
        ("questionnaire.yaml",),
    ),
    Entry(
        "indicators",
        N_("From vision to indicators"),
        N_("How the elements of the vision could be measured"),
        N_(
            "Each theme with the indicators that measure it, the themes that nothing measures and the "
            "measures that the sources themselves propose."
        ),
        "3.4",
        ("notebook", "findhorn"),
        ("indicators.yaml",),
    ),
    *(_workshop(number, title) for number, title in _WORKSHOPS.items()),
    Entry(
        "workshops-and-interviews",
        N_("Workshops and interviews together"),
        N_("What was concluded in the meetings beside what was said in the field"),
        N_(
            "Theme by theme, the conclusions of the four workshops beside the voices of practitioners: where "
            "they meet and where they miss each other."
        ),
        "5.3",
        ("workshop", "interview"),
        ("questionnaire.yaml",),
    ),
    Entry(
        "work-plan",
        N_("The work plan"),
        N_("Activities, deadlines and products"),
        N_(
            "Every activity of the plan with its goals, the people responsible, its deadline and the "
            "publication that answers it."
        ),
        "1–6",
        (),
        ("workplan.yaml",),
    ),
    Entry(
        "synthesis",
        N_("A vision in many voices"),
        N_("Summary findings of the workshop on vision"),
        N_(
            "The argument that runs through all the documents, in fifteen pages at most: what is held in "
            "common, what is disputed, what is proposed."
        ),
        "5.4",
        _DOCUMENTS,
        ("evaluations", "indicators.yaml", "questionnaire.yaml"),
    ),
)

BY_SLUG = {entry.slug: entry for entry in ENTRIES}
