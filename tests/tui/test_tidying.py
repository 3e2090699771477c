"""Nobody is stopped by a long look for garbage; it comes when nobody waits."""

import gc

from tui import tidying


async def test_memory_is_tidied_when_nobody_pressed_anything_for_a_while(visit, monkeypatch):
    usual, looks = gc.get_threshold(), []
    monkeypatch.setattr(gc, "collect", lambda: looks.append(1))
    async with visit() as v:
        await v.home()
        assert gc.get_threshold()[2] == tidying.NEVER
        assert not v.app.tidy_if_quiet(), "somebody was here a moment ago"
        monkeypatch.setattr(tidying, "QUIET", 0.0)
        await v.press("down")
        await v.until(v.app.tidy_if_quiet)
        assert looks == [1]
        assert not v.app.tidy_if_quiet(), "once for each quiet time"
    assert gc.get_threshold() == usual
