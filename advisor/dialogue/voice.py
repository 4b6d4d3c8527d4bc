"""Puts into words: picks a variant of a phrase, shows values, questions and buttons."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from advisor.dialogue.options import short_label
from advisor.dialogue.phrases import Phrases, Variants
from advisor.dialogue.state import State
from advisor.interview import progress
from advisor.model.answers import CHECKS, NOT_APPLICABLE, UNKNOWN, Value, shown_value
from advisor.model.content import Question
from advisor.model.conversation import Button

_SHORT = 160
_NAMED = 4
_LISTED = 8


@dataclass
class Voice:
    """The wording of one turn; no sentence of the turn before is used again."""

    phrases: Phrases
    turn: int
    before: str
    _used: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, state: State) -> "Voice":
        """The voice of the next turn."""
        return cls(state.words.phrases, state.turns, str(state.last.get("reply", "")))

    def say(self, variants: Variants, **parts: object) -> str:
        """The next variant that was said neither in this turn nor in the one before."""
        start = self.turn + len(self._used)
        turned = [variants[(start + at) % len(variants)] for at in range(len(variants))]
        texts = [_sentence(text, parts) for text in turned]
        fresh = [text for text in texts if text not in self.before and text not in self._used]
        chosen = (fresh or texts)[0]
        self._used.append(chosen)
        return chosen

    def several(self, labels: Sequence[str], most: int = _NAMED) -> str:
        """A list in a sentence: 'a, b and c', or 'a, b, c, d and 3 more'."""
        shown = list(labels[:most])
        if len(labels) > most:
            shown.append(self.phrases.word_more[0].format(n=len(labels) - most))
        if len(shown) < 2:
            return "".join(shown)
        return f"{', '.join(shown[:-1])} {self.phrases.word_and[0]} {shown[-1]}"

    def count(self, forms: Variants, number: int) -> str:
        """A number with its noun: '1 question', '3 questions'."""
        return forms[number != 1].format(n=number)


def _sentence(form: str, parts: Mapping[str, object]) -> str:
    """A sentence with its places filled; a part that ends one needs no second full stop."""
    for name, part in parts.items():
        ends = isinstance(part, str) and part.endswith((".", "!", "?", "…"))
        form = form.replace(f"{{{name}}}.", f"{{{name}}}") if ends else form
    return form.format(**parts)


def shortened(text: str) -> str:
    """The beginning of a long text, in whole words."""
    flat = " ".join(text.split())
    if len(flat) <= _SHORT:
        return flat
    cut = flat[: _SHORT - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:") + "…"


def shown(question: Question, value: Value) -> str:
    """A value in the words of the question; lists by short names, checks by yes, partly and no."""
    label = {option.id: short_label(option) for option in question.options}
    if isinstance(value, tuple) and value:
        return shortened(_named_short(question, value))
    if not isinstance(value, dict):
        return shortened(shown_value(question, value))
    of = len(label)
    if len(set(value.values())) == 1 and len(value) == of > _NAMED:
        return f"{next(iter(value.values())).replace('_', ' ')} ({of}/{of})"
    checks = [*CHECKS, UNKNOWN, NOT_APPLICABLE]
    lines = (
        (check.replace("_", " "), [label[item] for item in label if value.get(item) == check])
        for check in checks
    )
    return "; ".join(
        f"{check}: {', '.join(items)}" if len(items) <= _LISTED else f"{check} ({len(items)}/{of})"
        for check, items in lines
        if items
    )


def _named_short(question: Question, value: tuple[str, ...]) -> str:
    """Options by what stands before their explanation; in full where that is a mere number."""
    full = {option.id: option for option in question.options}
    names = [
        full[one].label if short[-1:].isdigit() else short
        for one in value
        if (short := short_label(full[one]))
    ]
    return ("; " if any("," in name for name in names) else ", ").join(names)


def stated(question: Question, value: Value) -> str:
    """'CIO in post: yes'."""
    return f"{question.label}: {shown(question, value)}"


def span_of(question: Question, phrases: Phrases) -> str:
    """The numbers a question takes, in words; empty when it takes any."""
    low, high = question.minimum, question.maximum
    if low is not None and high is not None:
        return phrases.span_between[0].format(low=low, high=high)
    return phrases.span_from[0].format(low=low, high=high) if low is not None else ""


def takes(question: Question, phrases: Phrases, most: int) -> str:
    """What a question takes, in words."""
    match question.kind:
        case "likert5":
            return phrases.takes_likert[0]
        case "number":
            return phrases.takes_number[0].format(span=span_of(question, phrases)).strip()
        case "money":
            return phrases.takes_money[0]
        case "date":
            return phrases.takes_date[0]
        case "text":
            return phrases.takes_text[0].format(limit=most)
        case _:
            labels = "; ".join(short_label(option) for option in question.options)
            return phrases.takes_options[0].format(options=labels)


def prompt(state: State, voice: Voice) -> str:
    """The open question as it is put: where one is, the question, what it takes."""
    question = state.current
    if question is None:
        return ""
    lines = [_heading(state, question, voice), question.text]
    if question.dimension is not None and question.kind == "likert5":
        whose = {"official": voice.phrases.official, "national": voice.phrases.national_statement}
        lines.append(whose.get(question.origin, voice.phrases.own_statement)[0])
    lines += choices_of(question)
    held = state.answers.get(question.id)
    if question.kind == "checklist" and held is not None and isinstance(held.value, dict):
        left = [short_label(o) for o in question.options if o.id not in held.value]
        if left:
            lines.append(voice.phrases.items_left[0].format(items=voice.several(left, 20)))
    lines.append(_hint(question, voice))
    return "\n".join(line for line in lines if line)


def _heading(state: State, question: Question, voice: Voice) -> str:
    held = state.answers.get(question.id)
    if state.frame("change") is not None and held is not None:
        value = shown(question, held.value)
        return voice.phrases.changing[0].format(label=question.label, value=value)
    done = progress(state.pack, state.answers, question)
    if state.seconds_left is not None:
        minutes = voice.count(voice.phrases.minutes, max(1, -(-state.seconds_left // 60)))
        return voice.phrases.progress_box[0].format(stage=done.stage_title, minutes=minutes)
    number = min(done.answered + 1, max(done.of, 1))
    return voice.phrases.progress[0].format(number=number, of=done.of, stage=done.stage_title)


def choices_of(question: Question) -> list[str]:
    """The levels or options, one a line, each with the number that may be typed for it."""
    if question.kind == "likert5":
        return [f"{level}  {question.anchors[level]}" for level in sorted(question.anchors)]
    return [f"{at}  {option.label}" for at, option in enumerate(question.options, 1)]


def _hint(question: Question, voice: Voice) -> str:
    phrases = voice.phrases
    hints = {
        "likert5": phrases.how_likert,
        "choice": phrases.how_choice,
        "multi": phrases.how_multi,
        "money": phrases.how_money,
        "date": phrases.how_date,
        "text": phrases.how_text,
        "checklist": phrases.how_checklist,
    }
    if question.kind == "number":
        return phrases.how_number[0].format(span=span_of(question, phrases)).strip()
    return hints[question.kind][0]


def buttons_for(state: State, question: Question) -> tuple[Button, ...]:
    """The answers on offer for a question, then what else can be done with it."""
    p = state.words.phrases

    def answer(label: str, value: Value) -> Button:
        return answer_button(state, question, label, value)

    def command(variants: Variants, name: str) -> Button:
        return Button(
            label=variants[0],
            action="command",
            value=name,
            question=question.id,
            rev=question.rev,
            seq=state.seq,
        )

    made: list[Button] = []
    match question.kind:
        case "likert5":
            made += [
                answer(f"{level}: {question.anchors[level]}", level)
                for level in sorted(question.anchors)
            ]
        case "choice":
            made += [answer(option.label, option.id) for option in question.options]
        case "multi":
            made.append(answer(p.button_none[0], ()))
        case "checklist":
            made.append(answer(p.button_rest_no[0], _filled(state, question, "no")))
    if UNKNOWN in question.allow:
        made.append(command(p.button_unknown, "unknown"))
    if NOT_APPLICABLE in question.allow:
        made.append(command(p.button_not_applicable, "not_applicable"))
    made.append(command(p.button_skip, "skip"))
    made.append(command(p.button_why, "why"))
    return tuple(made)


def answer_button(state: State, question: Question, label: str, value: Value) -> Button:
    """A button that answers a question."""
    return Button(
        label=label,
        action="answer",
        value=list(value) if isinstance(value, tuple) else value,
        question=question.id,
        rev=question.rev,
        seq=state.seq,
    )


def command_button(state: State, label: str, name: str, question: str = "") -> Button:
    """A button that gives a command."""
    return Button(label=label, action="command", value=name, question=question, seq=state.seq)


def _filled(state: State, question: Question, check: str) -> dict[str, str]:
    held = state.answers.get(question.id)
    given = held.value if held is not None and isinstance(held.value, dict) else {}
    return {option.id: given.get(option.id, check) for option in question.options}


def labels_of(state: State, ids: Iterable[str]) -> list[str]:
    """The labels of questions."""
    return [state.pack.question[one].label for one in ids]
