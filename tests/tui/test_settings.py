"""Settings: chosen with one key, kept at once, and told where they are."""

import pytest

from assistant.settings import load_settings
from tests.loopback_vectors import LoopbackVectors
from tests.tui.test_talks import ask
from tui.themes import CONTRAST, THEMES, theme_for


def _lightness(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_lightness(one), _lightness(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_colour_of_a_theme_can_be_read_on_its_grounds(theme):
    wanted = 7.0 if theme.name == CONTRAST else 4.5
    roles = ("quiet", "focus", "private", "pair", "programme", "sealed", "nearly", "wrong", "done")
    texts = [theme.foreground, *(theme.variables[f"v-{role}"] for role in roles)]
    for ground in (theme.background, theme.panel):
        assert all(_contrast(text, ground) >= wanted for text in texts)
    assert _contrast(theme.foreground, theme.variables["v-selected"]) >= wanted


async def test_i_choose_high_contrast_and_it_is_there_tomorrow(visit, tmp_path):
    async with visit() as v:
        await v.home()
        await v.press("S")
        await v.sees("as the terminal", "Where things are kept", "words alone")
        await v.press("G")
        await v.sees("settings.toml", "Logs, without words")
        await v.press("g", "enter", "enter", "enter")
        await v.sees("Kept. Colours: high contrast.")
        assert v.app.theme == CONTRAST
    assert theme_for(load_settings(tmp_path / "settings.toml", environ={}).theme) == CONTRAST


@pytest.mark.faults
async def test_answers_arrive_by_paragraph_for_whom_moving_text_disturbs(visit):
    async with visit() as v:
        await v.home()
        await v.press("S")
        await v.sees("word by word")
        await v.press("down", "enter")
        await v.sees("paragraph by paragraph")
        await v.press("H")
        await v.home()
        await ask(v, "how do we begin")
        talk = v.app.screen.pane.talk
        assert talk.by_paragraph
        await talk.ask("again")
        talk.add("First half, ")
        assert talk.so_far == ""
        talk.add("second half.\n\nNext")
        assert talk.so_far == "First half, second half.\n\n"
        talk.finish("", (), "", stopped=True)
        assert "Next" in "\n".join(part.text for part in talk.query(".answer"))


async def test_from_settings_one_key_leads_to_the_model(visit):
    async with visit() as v:
        await v.home()
        await v.press("S")
        await v.sees("none; nothing needs one")
        await v.press("j", "j", "j", "j", "enter")
        await v.sees("A model makes drafts read better.")


async def test_clock_notices_engine_and_names_are_chosen_with_enter_and_counted_at_once(
    visit, open_as, tmp_path
):
    async with visit() as v:
        await v.home()
        await v.press("S")
        await v.sees("What falls due is", "said once, when it does", "words alone")
        for row, words in (
            ("notices", "What falls due is on Home alone."),
            ("clock", "The clock of a session is hidden"),
            ("engine", "Drafts are made by rules alone."),
            ("names", "Names to a model are replaced by stand-ins."),
        ):
            v.one("#settings").select(row)
            await v.press("enter")
            await v.until(lambda words=words: words in " ".join(v.app.happened))
        run = await v.app.here.assistant.run_view("ana-martin")
        assert run.timers_hidden
    kept = load_settings(tmp_path / "settings.toml", environ={})
    assert (kept.notices, kept.clock, kept.engine) == (False, False, "rules")
    assert kept.connection.replace_names


@pytest.mark.faults
async def test_words_alone_find_passages_after_a_word_on_what_it_means(visit, tmp_path):
    async with visit(embedder="bundled") as v:
        await v.home()
        await v.press("S")
        await v.sees("words and meaning")
        v.one("#settings").select("embedder")
        await v.press("enter")
        await v.sees("What finds passages?", "an address")
        await v.press("right", "f5")
        await v.sees("Find passages by words alone?", "serves until the new one is ready")
        await v.press("escape")
        await v.misses("Find passages by")
        await v.press("enter")
        await v.sees("What finds passages?")
        await v.press("right", "f5")
        await v.sees("Find passages by words alone?")
        await v.press("enter")
        await v.sees("Done. Passages are found by words alone.")
    assert load_settings(tmp_path / "settings.toml", environ={}).embedder == "none"


@pytest.mark.faults
async def test_an_address_is_tried_before_it_finds_passages_and_named_before_anything_is_sent(
    visit, tmp_path
):
    def embed(texts):
        return [[1.0, float(len(text)), 3.0] for text in texts]

    with LoopbackVectors(embed) as server:
        async with visit() as v:
            await v.home()
            await v.press("S")
            await v.sees("words alone")
            v.one("#settings").select("embedder")
            await v.press("enter")
            await v.sees("What finds passages?")
            way = v.one("#way")
            way.take("address")
            v.one("#place").value = "https://vectors.example.org/v1"
            v.one("#model").value = "many-languages"
            await v.press("f5")
            await v.sees("Send words to another computer: vectors.example.org?", "So far nothing")
            await v.press("escape")
            await v.misses("Send words to")
            await v.press("enter")
            await v.sees("What finds passages?")
            v.one("#way").take("address")
            v.one("#place").value = server.url
            v.one("#model").value = "many-languages"
            await v.press("f5")
            await v.sees("it works, with 3 numbers for a text", "many-languages")
            sent = [text for _, body in server.requests for text in body["input"]]
            assert not any("Martin" in text for text in sent)
            await v.press("enter")
            await v.sees("Done. Passages are found by words and meaning")
    kept = load_settings(tmp_path / "settings.toml", environ={})
    assert (kept.embedder, kept.meaning.dimension) == ("endpoint", 3)


@pytest.mark.faults
async def test_meaning_is_built_beside_words_and_a_folder_that_is_none_is_told(visit, tmp_path):
    async with visit() as v:
        await v.home()
        await v.press("S")
        await v.sees("words alone")
        v.one("#settings").select("embedder")
        await v.press("enter")
        await v.sees("What finds passages?")
        v.one("#way").take("folder")
        v.one("#place").value = str(tmp_path)
        await v.press("f5")
        await v.until(lambda: "model" in " ".join(v.app.happened), "told what is missing")
        await v.press("enter")
        await v.sees("What finds passages?")
        v.one("#way").take("bundled")
        await v.press("f5")
        await v.sees("Find passages by words and meaning?", "no word leaves it", "it works")
        await v.press("enter")
        # That it is built is said while it is, which with vectors at hand is no time at all.
        await v.sees("Done. Passages are found by words and meaning.")
        assert v.app.happened[-1].startswith("Done.")
        assert "words and meaning" in v.one("#settings").plain(80, only="embedder")
    assert load_settings(tmp_path / "settings.toml", environ={}).embedder == "bundled"
