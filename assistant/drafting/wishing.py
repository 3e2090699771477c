"""One wish and the lines of an agenda: the edits that it comes to, or what is open about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.drafting import asked_order as order
from assistant.drafting import asked_page as page
from assistant.drafting.asked import Asked, OpenPoint, Unclear, Wanted


def wanted(asked: Asked) -> Wanted | Unclear:
    """What a wish comes to."""
    try:
        return _ACTS[asked.wish.act](asked)
    except OpenPoint as open_point:
        return open_point.unclear


_ACTS: Mapping[str, Callable[[Asked], Wanted]] = {
    "total": lambda asked: order.total(asked, asked.wish.minutes),
    "shorter": lambda asked: order.by_share(asked, -order.SHARE),
    "longer": lambda asked: order.by_share(asked, order.SHARE),
    "swap": order.swap,
    "set-minutes": lambda asked: order.by_minutes(asked, asked.wish.minutes - asked.line().minutes),
    "more-minutes": lambda asked: order.by_minutes(asked, asked.wish.minutes),
    "less-minutes": lambda asked: order.by_minutes(asked, -asked.wish.minutes, payee=asked.other()),
    "more": order.more,
    "less": order.less,
    "first": order.first,
    "last": lambda asked: order.moved(asked.line(), None, "comes last before the close"),
    "before": order.before,
    "after": order.after,
    "up": lambda asked: order.step(asked, -1),
    "down": lambda asked: order.step(asked, 1),
    "drop": page.drop,
    "drop-words": page.drop_words,
    "park": page.park,
    "lead": page.lead,
    "wording": page.wording,
    "add": page.add,
    "add-question": page.add_question,
}
