"""The country among its peers: plain means of the E-Government Development Index by survey.

A mean is taken over the states that the survey ranked, the country itself among them; nothing is
weighted by population. Groups are those that the reference data give.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from advisor.model.choices import Peer
from advisor.model.content import CountryYear, KnowledgePack
from advisor.rules import View

Group = Literal["country", "subregion", "region", "income", "world"]
_GROUPS: tuple[Group, ...] = ("country", "subregion", "region", "income", "world")
_FIGURES = ("egdi", "osi", "hci", "tii")
COUNTRY = "profile.country"
_ARTICLE = "the "


@dataclass(frozen=True)
class Gap:
    """The country's figures less those of a group in one survey, in hundred-thousandths."""

    group: Group
    name: str
    year: int
    n: int
    egdi: int
    osi: int
    hci: int
    tii: int


@dataclass(frozen=True)
class Trend:
    """How the index of the country or a group moved between two surveys, in hundred-thousandths.

    `change` is only indicative: what the sub-indices measure changed between surveys.
    """

    group: Group
    name: str
    first: int
    last: int
    change: int


def country_rows(pack: KnowledgePack, named: str) -> tuple[CountryYear, ...]:
    """The rows of the country of that name, code or other name, oldest first; none when unknown."""
    wanted = _plain(named)
    if not wanted:
        return ()
    codes = {one.id for one in pack.reference.countries if wanted in map(_plain, one.names)}
    rows = [
        row
        for row in pack.egdi
        if row.iso3 in codes or wanted in (_plain(row.country), row.iso3.casefold())
    ]
    return tuple(sorted(rows, key=lambda row: row.year))


def _plain(name: str) -> str:
    """A name without accents, article, full stops and capitals."""
    letters = unicodedata.normalize("NFKD", name.replace("’", "'"))
    bare = "".join(one for one in letters if not unicodedata.combining(one) and one != ".")
    return " ".join(bare.casefold().split()).removeprefix(_ARTICLE)


def peers(view: View) -> tuple[Peer, ...]:
    """The country of the office and the means of its groups, survey by survey, oldest first.

    None when the country is not named or not in the data. A group in which the survey ranked
    nobody but the country is no peer and is left out.
    """
    named = view.value(COUNTRY) if COUNTRY in view.pack.question else None
    own = country_rows(view.pack, named) if isinstance(named, str) else ()
    return tuple(peer for row in own for peer in _of_year(view.pack, row))


def _of_year(pack: KnowledgePack, own: CountryYear) -> Iterator[Peer]:
    ranked = [row for row in pack.egdi if row.year == own.year]
    for group in _GROUPS:
        members = [row for row in ranked if _belongs(row, own, group)]
        if group == "country" or len(members) > 1:
            yield Peer(
                group=group,
                name=_name(own, group),
                year=own.year,
                n=len(members),
                **{figure: _mean(getattr(row, figure) for row in members) for figure in _FIGURES},
            )


def _belongs(row: CountryYear, own: CountryYear, group: Group) -> bool:
    match group:
        case "country":
            return row.iso3 == own.iso3
        case "world":
            return True
        case _:
            return bool(getattr(row, group) == getattr(own, group))


def _name(own: CountryYear, group: Group) -> str:
    """The group's name in the data; the world has none there."""
    return "" if group == "world" else str(getattr(own, group))


def _mean(figures: Iterable[int]) -> int:
    """The plain mean, rounded half up."""
    known = list(figures)
    return (2 * sum(known) + len(known)) // (2 * len(known))


def gaps(found: Iterable[Peer]) -> tuple[Gap, ...]:
    """The country's distance from each group in the latest survey; negative when it is behind."""
    rows = sorted(found, key=lambda one: (one.year, _GROUPS.index(one.group)))
    own = next((one for one in reversed(rows) if one.group == "country"), None)
    if own is None:
        return ()
    return tuple(
        Gap(
            group=one.group,
            name=one.name,
            year=one.year,
            n=one.n,
            egdi=own.egdi - one.egdi,
            osi=own.osi - one.osi,
            hci=own.hci - one.hci,
            tii=own.tii - one.tii,
        )
        for one in rows
        if one.year == own.year and one.group != "country"
    )


def trends(found: Iterable[Peer]) -> tuple[Trend, ...]:
    """How the country and each group moved from their first survey to their last."""
    rows = sorted(found, key=lambda one: one.year)
    moved = []
    for group in _GROUPS:
        own = [one for one in rows if one.group == group]
        if len(own) > 1:
            first, last = own[0], own[-1]
            moved.append(Trend(group, last.name, first.year, last.year, last.egdi - first.egdi))
    return tuple(moved)
