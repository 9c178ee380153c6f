"""The scheme: labels, attributes and document questions."""

from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something said of a span: one of `values`, or a whole number where `type` is "integer"."""

    name: str
    values: tuple[str, ...] = ()
    type: str = "choice"
    background: str | None = None  # the value of spans in a paragraph that retells an older event

    def allows(self, value: object) -> bool:
        return type(value) is int and abs(value) < 2**53 if self.type == "integer" else value in self.values

    @property
    def expected(self) -> str:
        return "a whole number" if self.type == "integer" else "one of " + ", ".join(self.values)


@dataclass(frozen=True, slots=True)
class Label:
    """What a span is marked with; `key` marks it (none: it is chosen by its name), `color` is `#rrggbb`."""

    name: str
    key: str
    color: str
    guideline: str = ""
    attributes: tuple[Attribute, ...] = ()

    def attribute(self, name: str) -> Attribute | None:
        return next((attribute for attribute in self.attributes if attribute.name == name), None)


@dataclass(frozen=True, slots=True)
class Value:
    """One answer to a question, with the reasons it may be given for."""

    name: str
    key: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Asked of each document. `positive` and `negative` are the values a detector tells apart."""

    name: str
    text: str
    values: tuple[Value, ...]
    required: bool = False
    guideline: str = ""
    positive: str | None = None
    negative: str | None = None
    keywords: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    def value(self, name: object) -> Value | None:
        return next((value for value in self.values if value.name == name), None)


@dataclass(frozen=True, slots=True)
class Scheme:
    """A version of the labels and questions; `id` is the hash of the file it was read from."""

    id: str
    toml: str
    labels: tuple[Label, ...]
    questions: tuple[Question, ...]
    guideline_version: str = "1"
    label_by_name: dict[str, Label] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "label_by_name", {label.name: label for label in self.labels})

    def label(self, name: object) -> Label | None:
        return self.label_by_name.get(name) if isinstance(name, str) else None

    def question(self, name: object) -> Question | None:
        return next((question for question in self.questions if question.name == name), None)

    @property
    def detector_question(self) -> Question | None:
        """The first question that says which of its values a detector looks for."""
        return next((question for question in self.questions if question.positive and question.negative), None)

    def as_message(self) -> dict:
        """The scheme as the page gets it."""
        return {
            "id": self.id,
            "guideline_version": self.guideline_version,
            "labels": [asdict(label) for label in self.labels],
            "questions": [asdict(question) for question in self.questions],
        }
