"""What kind of answer a question wants, and which of its words names it."""

import re
from typing import Literal

Ask = Literal[
    "count", "share", "rank", "value", "amount", "measure", "times", "when", "who", "where",
    "country", "contact", "definition", "list", "how", "why", "yesno", "compare", "topic", "other",
]  # fmt: skip
ONE_FACT: tuple[Ask, ...] = (
    "count", "share", "rank", "value", "amount", "measure", "times", "when", "who", "where",
    "country", "contact",
)  # fmt: skip

_AUXILIARY = (
    r"is|are|was|were|do|does|did|can|could|should|must|has|have|had|will|would|of|in|for|from|to|"
    r"on|at|with|under|within|by|that|which|who"
)
_VERBS = (
    r"process|access|status|business|happens|makes|goes|replaces|tends|comes|does|needs|helps|"
    r"says|shows|runs|gives|leads|falls|allows|means|takes|counts"
)
_NOUNS = (
    rf"(?!(?:{_AUXILIARY})\b)(?:(?!(?:{_AUXILIARY})\b)[\w-]+ ){{0,2}}"
    rf"(?!(?:{_VERBS})\b)[\w-]{{3,}}(?<![s'])s\b"
)
_PATTERNS: tuple[tuple[Ask, str], ...] = (
    ("contact", r"(?<!\bi )(?<!\bto )(?<!\bwe )"
                r"\b((tele)?phone( number)?|mobile number|fax|e-?mail|website of|url)\b"
                r"(?!s? replac)|\b(postal|web|street|office|mail|contact|whose|the|an) address\b|"
                r"(?:'s|s') address\b|^\w+ address$"),
    ("yesno", r"^(is|are|was|were|do|does|did|can|could|should|must|has|have|will)\b"),
    ("definition", r"^(and )?what (does|do) .*\b(mean|stand for)\b|\bmeant by\b|"
                   r"\b(meaning|definition) of\b|^(define|explain)\b|"
                   r"^(and )?how (is|are) .*\bdefined\b|^(and )?when is (an?|something) "),
    ("share", r"\b(what|which) (share|proportion|portion|per ?cent)|\bshare of\b|"
              r"\bpercentage\b|\bproportion of\b|\bby how much\b|\bhow much more\b|"
              r"\bhow much (did|was|were|is|are|will|has|have)\b.* (go|rise|risen|grow|grown|"
              r"increased?|improved?|changed?|fall|fallen|drop|dropped)\b"),
    ("amount", r"\bhow much\b|^(?!.*\b(?:says?|said) about\b)(?!(?:and )?(?:how|why)\b).*"
               r"\b(costs?|price|budget|salary|gdp|(spend|spent) on \w+)\b|"
               r"\b(what|which) (sum|amount)\b"),
    ("times", r"\bhow often\b|\bhow many times\b"),
    ("count", r"\bhow many\b|\bnumbers? of\b|\b(what|which) number\b|\bnumber$"),
    ("rank", r"\b(rank|ranking|ranked|ranks)\b|\b(what|which) place\b"),
    ("value", r"\b(score|average)\b|\bvalue (of|in)\b|\b(index|egdi) value\b|\brate\b"),
    ("measure", r"\bhow (long|old|tall|far|big|large|high|fast|expensive)\b"),
    ("when", r"^(and |since |until )?when\b|\b(what|which) (years?|dates?|months?|days?|"
             r"timeframe|period)\b"),
    ("list", r"^who are\b"),
    ("country", r"\b(which|what) ([\w-]+ )?(country|countries|nations?)\b"),
    ("who", r"^(and |so )?((to|by|for|from|with) )?who(m|se)?\b"),
    ("who", r"\b(which|what) (\w+ )?(minister|president|mayor|person|official|expert|speaker|"
            r"professor|company|vendor|firm|university|organi[sz]ation|ministry|agency|body|"
            r"commission|district|office)\b"),
    ("where", r"^(and |so )?where\b"),
    ("why", r"^(and )?why\b"),
    ("how", r"^(and )?how\b"),
    ("list", r"\b(list|enumerate|name (all |the )+)|\b(what|which) (are|were)\b|"
             r"^(please )?(tell|show|give) (me |us )?(all )?(the )?[\w -]*[a-z]{3}s\b|"
             rf"\b(what|which) {_NOUNS}|^give (me )?(all |the )"),
    ("definition", r"^(what is|what's|whats|wat is)\b|\bwhat is it\b"),
)  # fmt: skip
_ASKS = tuple((ask, re.compile(pattern)) for ask, pattern in _PATTERNS)
_VERSUS = (
    r"(?:versus|vs\.?|as opposed to|as against|in contrast (?:to|with)|unlike|rather than|"
    r"compared (?:to|with)|relative to|stacks? up against)"
)
_MORE = r"(?:more|fewer|less|larger|greater|bigger|higher|lower|smaller|worse|better|first)"
_WH_WORD = r"(?:what|which|who|whose|how|when|where)"
_ORDER = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)"
_EACH = r"(?:each|respectively|the one|the other|differ\w*|the two|two figures|do they)"
_PART = r"[^,:;?]+?"
_END = r"(?=$|[,:;?]|\. | - )"
_COMPARE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\bdifferences? (?:is there )?between (?P<a>.+?) and (?P<b>{_PART}){_END}",
        rf"\b(?:compar(?:e|ison|ing)|contrast) (?:of )?(?P<a>.+?) (?:and|with|to|against) "
        rf"(?P<b>{_PART}){_END}",
        rf"(?:^(?!what is)|\b(?:what|how|who) \w+ )(?P<a>[^:;?]+?),? {_VERSUS} "
        rf"(?P<b>{_PART}){_END}",
        rf"(?:[:;] )(?:{_WH_WORD} )?(?P<a>{_PART}),? (?:{_VERSUS}|against) (?P<b>{_PART}){_END}",
        rf"\b(?:does|do|is|are) (?P<a>.+?) (?:differ|different) from (?P<b>{_PART}){_END}",
        r"\b(?:does|do|is|are) (?P<a>.+?) and (?P<b>.+?) (?:differ|different|apart)\b",
        r"\b(?:distinguish|separate|divide|tell|set)(?:es|s)? (?P<a>.+?) (?:apart )?from (?P<b>.+)",
        rf"\bthe (?P<a>{_ORDER}) (?:and|or) (?:the )?(?P<b>{_ORDER} {_PART}){_END}",
        rf"^(?P<a>{_PART}) (?:and|or) (?P<b>{_PART})(?=[,:;?]|\. | - ).*\b{_EACH}\b",
        rf"^(?:.*[:,;] )?(?P<a>(?:[\w'-]+ ){{0,4}}?{_WH_WORD}\b [^:;]+?),? (?:and|but|while) "
        rf"(?P<b>(?:\w+ )?{_WH_WORD}\b (?!to\b)(?!(?:many |much )?\w+$)"
        r"(?!.*\b(?:it|its|that|they|them|their|his|her|he|she)\b).+)",
        rf"\bboth (?P<a>{_PART}) and (?P<b>{_PART}){_END}",
        rf"\b{_MORE}\b.*?[:,;] (?P<a>{_PART}),? or (?P<b>{_PART}){_END}",
        rf"\b{_MORE} \w+ (?:have|has|with|give|show|hold)\b (?P<a>{_PART}) or (?P<b>{_PART}){_END}",
        r"^(?P<a>[\w-]+(?: [\w-]+)?) against (?P<b>[\w-]+(?: [\w-]+)?)\b",
    )
)
_BESIDE = re.compile(
    r"(?:,? (?:and|&) |, )(?:(?:in|on|for|by|of|to|from|at|with) )?(?P<after>when|where|who|whom|"
    r"how many|(?:which|what) (?:country|year|date|month|day))\??$|"
    r"^(?:when|where|who|how|why) and (?:(?:in|on|for|by|of|to|from|at|with) )?"
    r"(?P<before>when|where|who|whom|(?:which|what) (?:country|year|date|city|event))\b"
)
_LONGEST = 500
_TWO_QUESTIONS = re.compile(rf"(?:\w+ )?{_WH_WORD}\b")
_OPENING = re.compile(
    r"^(?:what|how|which) (?:is|are|was|were|does|do|did)? ?(?:the )?|^(?:under|in|with|of) |"
    r"^(?:please )?|^an? |^the "
)
_FOCUS = (
    re.compile(r"\bhow (?:many|much) (?P<f>.+)"),
    re.compile(r"^(?:and )?(?:what|which|who)(?:'s|s| is| are| was| were) (?:[\w-]+'s? )(?P<f>.+)"),
    re.compile(r"^(?:and )?(?:what|which|who)(?:'s|s| is| are| was| were) (?:the |an? )?(?P<f>.+)"),
    re.compile(r"\b(?:what|which) (?P<f>(?!(?:do|does|did|has|have|will|should|can|went)\b).+)"),
    re.compile(r"^(?:and )?(?:to |by |for )?(?:who|whom|when|where|why)\b (?P<v>.+)"),
)
_FOCUS_END = re.compile(rf"\b(?:{_AUXILIARY}|the|are|between|among|there|'s)\b")
_TOPIC = 4
_WH = re.compile(r"(and |but |so )?(what|which|who|how|when|where|why)\b")
_PLURAL = re.compile(r"[a-z]{2,}[^s'u]s$")


def ask_of(low: str) -> Ask:
    """What kind of answer a question in small letters wants."""
    for ask, pattern in _ASKS:
        if pattern.search(low):
            return ask
    if len(low.split()) > _TOPIC or _WH.match(low):
        return "other"
    return "list" if _PLURAL.search(low) else "topic"


def also_asked(low: str) -> Ask | None:
    """What else a question in small letters asks in one word, as in 'who spoke, and when'."""
    found = _BESIDE.search(low)
    return ask_of(f"{found['after'] or found['before']} is it") if found is not None else None


def sides_of(low: str) -> tuple[str, str] | None:
    """What a question in small letters compares; None when it does not, or is a whole page."""
    if len(low) > _LONGEST:
        return None
    for pattern in _COMPARE:
        if (found := pattern.search(low)) is not None:
            one, other = found["a"].strip(" ,"), found["b"].strip(" ,?")
            return one if _TWO_QUESTIONS.match(other) else _OPENING.sub("", one), other
    return None


def focus_of(low: str) -> str:
    """The words that name what is asked for, as 'population' or 'climb'; empty if unclear."""
    for pattern in _FOCUS:
        if (found := pattern.search(low)) is not None:
            parts = found.groupdict()
            if "v" in parts:
                return str(parts["v"])
            words = str(parts["f"])
            end = _FOCUS_END.search(words)
            return words[: end.start()].strip() if end and end.start() > 0 else words
    return low if len(low.split()) <= _TOPIC else ""
