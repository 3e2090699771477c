"""Which groups a programme's figures are told for: roles, and sites that are large enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from assistant.domain.protection.figures import ALL, MENTEES, MENTORS, OTHER_SITES
from assistant.domain.protection.rows import Rule, Unit
from assistant.domain.visibility import Role


def merged_sites(everybody: Sequence[Unit], rule: Rule) -> dict[str, str]:
    """Each site to the name of the column that it is told in; empty where sites are not told.

    Sites with too few people or pairings are told together. Where even together they are too few,
    the smallest of the others joins them. One column that holds everybody tells nothing new.
    """
    by_site: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in everybody:
        by_site[unit.site].append(unit)
    if "" in by_site:
        return {}
    order = sorted(by_site, key=lambda site: (len({u.pairing for u in by_site[site]}), site))
    together = [site for site in order if not rule.holds(by_site[site])]
    alone = [site for site in order if site not in together]
    while together and alone and not rule.holds([u for s in together for u in by_site[s]]):
        together.append(alone.pop(0))
    if not alone or len(by_site) == 1:
        return {}
    return {site: site if site in alone else OTHER_SITES for site in order}


def by_role(units: Sequence[Unit]) -> list[tuple[str, Sequence[Unit]]]:
    """Everybody, then mentors and mentees."""
    return [
        (ALL, units),
        (MENTORS, [unit for unit in units if unit.role is Role.MENTOR]),
        (MENTEES, [unit for unit in units if unit.role is Role.MENTEE]),
    ]


def by_role_and_site(
    units: Sequence[Unit], sites: dict[str, str]
) -> list[tuple[str, Sequence[Unit]]]:
    """Everybody, the roles, and the columns of sites, the merged one last."""
    columns = sorted({*sites.values()} - {OTHER_SITES})
    columns += [OTHER_SITES] if OTHER_SITES in sites.values() else []
    return [
        *by_role(units),
        *((name, [unit for unit in units if sites.get(unit.site) == name]) for name in columns),
    ]
