"""What is kept about somebody: shown, erased with a receipt that was looked for, ended in time."""

from datetime import UTC, datetime

import pytest

from assistant.bootstrap import assistant
from assistant.domain.documents import DocumentKind, Line, Page, PageDraft, Section
from assistant.domain.drafts import Citation, Receipt
from assistant.domain.exporting import ExportWish
from assistant.domain.keeping import receipt_lines
from assistant.domain.own_kinds import KeptGroup
from assistant.domain.reflections import Answer, Contribution
from assistant.domain.sessions import Pulse, SessionNote
from assistant.domain.visibility import Visibility
from assistant.errors import NotAllowed, NotFound
from assistant.settings import Settings
from assistant.storage.quoted_words import GAP, Cut

PAIR = "ana-martin"
AT = datetime(2026, 6, 10, 9, tzinfo=UTC)
SAID = "The xylophone in Zanzibar was louder than all of us."


def bytes_of(folder) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_line_that_quoted_it_says_that_words_were_taken_back():
    quoting = Citation(source="n1#x", record="n1", quote="was louder than all", found=True)
    other = Citation(source="n2", record="n2", quote="something else", found=True)
    item = {
        "topic": "Who is heard",
        "prompts": [f"You wrote: {SAID} What now?", "It was louder than all, was it?"],
        "citations": [quoting.model_dump(mode="json")],
        "suggestion": False,
    }
    page = {"kind": "fact", "text": "", "prompts": [], "citations": [quoting.model_dump()]}
    question = {**page, "kind": "question", "citations": [quoting.model_dump(), other.model_dump()]}
    said_by_its_owner = {"speaker": "you", "text": SAID}
    left = Cut({"n1": ""}, [SAID]).out_of(
        {"items": [item], "lines": [page, question], "turns": [said_by_its_owner]}
    )
    assert left["items"][0]["prompts"] == [f"You wrote: {GAP} What now?", f"It {GAP}, was it?"]
    assert (left["items"][0]["citations"], left["items"][0]["suggestion"]) == ([], True)
    assert [line["kind"] for line in left["lines"]] == ["question"]
    assert [one["record"] for one in left["lines"][0]["citations"]] == ["n2"]
    assert left["turns"] == [said_by_its_owner]


async def test_what_i_erase_is_gone_from_my_partners_page_and_every_file(open_as, tmp_path):
    ana = open_as("martin-hallett")
    handbook = await ana.handbook("Ana")
    of_ana = [c for c in handbook.page.citations if c.label.startswith("Ana's note")]
    said = max((citation.quote for citation in of_ana), key=len)
    assert said.encode() in bytes_of(tmp_path)
    await ana.become("ana-ferreira", remember=False)
    kept = {line.group: line for line in (await ana.kept()).lines}
    assert kept[KeptGroup.NOTES].words == "3 session notes"
    receipt = await ana.erase_own([KeptGroup.NOTES])
    assert (receipt.number, receipt.gone, receipt.left) == (1, ("3 session notes",), 0)
    assert "none is left" in " ".join(receipt_lines(receipt))
    assert said.encode() not in bytes_of(tmp_path)
    assert KeptGroup.NOTES not in {line.group for line in (await ana.kept()).lines}
    with pytest.raises(NotFound):
        await ana.erase_own([KeptGroup.NOTES])
    await ana.become("martin-hallett", remember=False)
    services = await ana._services()
    reader = services.context.reader()
    again = services.context.repositories.get(reader, type(handbook), handbook.id)
    assert again.page.lines
    assert said not in again.page.model_dump_json()
    with pytest.raises(NotFound):
        await ana.erasure(1)


async def test_a_receipt_owns_up_to_words_that_stand_in_a_record_that_stays(open_as):
    ana = open_as()
    await ana.import_text(SAID, pairing=PAIR, session=3, visibility=Visibility.PAIR)
    await ana.become("martin-hallett", remember=False)
    await ana.import_text(SAID, pairing=PAIR, session=3)
    await ana.become("ana-ferreira", remember=False)
    receipt = await ana.erase_own([KeptGroup.NOTES])
    assert receipt.left == 1
    assert "1 still stand" in " ".join(receipt_lines(receipt))


async def test_a_copy_made_before_an_update_is_named_and_goes_if_i_say_so(open_as, demo_store):
    copy = demo_store.with_name(f"{demo_store.name}.backup-before-0002")
    copy.write_bytes(demo_store.read_bytes())
    ana = open_as()
    assert (await ana.kept()).copies == (copy.name,)
    receipt = await ana.erase_own([KeptGroup.NOTES])
    assert receipt.left > 0
    assert any(copy.name in sentence for sentence in receipt.stays)
    receipt = await ana.erase_own([], copies=True)
    assert receipt.gone == ("1 copy of the store",)
    assert not copy.exists()


class Later:
    """A clock that is put forward."""

    def __init__(self) -> None:
        self.at = AT

    def now(self) -> datetime:
        return self.at


async def test_when_the_time_to_keep_is_over_what_was_given_goes_and_whoever_chose_it(
    demo_store, tmp_path
):
    clock = Later()
    core = assistant(
        Settings(store=str(demo_store), person="ana-ferreira", embedder="none"),
        clock=clock,
        settings_file=tmp_path / "settings.toml",
    )
    assert (await core.choose_end("erase")).choice == "erase"
    with pytest.raises(NotAllowed):
        await core.keep_for(6)
    await core.become("oonagh-reid", remember=False)
    assert (await core.keep_for(6)).months == 6
    close = await core.close_programme("Thank you all.")
    assert any("until 10 December 2026" in sentence for sentence in close.becomes)
    assert not (await core.kept()).ends[0].waiting
    with pytest.raises(NotAllowed):
        await core.end_keeping()
    clock.at = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)
    assert any("The time to keep is over" in thing.words for thing in await core.due())
    assert not (await core.end_keeping()).waiting
    assert not any("The time to keep is over" in thing.words for thing in await core.due())
    services = await core._services()
    repositories = services.context.repositories
    for person, notes in (("ana-ferreira", 0), ("martin-hallett", 3)):
        reader = repositories.reader(person)
        found = repositories.find(reader, SessionNote, author=person)
        assert len(found) == notes, person
        assert not repositories.find(reader, Contribution, author=person)
        assert not repositories.find(reader, Pulse, author=person)
    await core.close()


async def test_an_impact_line_stands_on_a_certificate_only_where_both_say_so(open_as):
    core = open_as("martin-hallett")
    said = "I now ask the person who has not spoken first."
    assert not (await core.give_impact(said, "Ana", quotable=False)).quotable
    await core.become("ana-ferreira", remember=False)
    (line,) = await core.impact_lines("Martin")
    assert (line.text, line.author, line.used) == (said, "Martin Hallett", False)
    with pytest.raises(NotAllowed):
        await core.use_impact("Martin", wanted=True)
    await core.become("martin-hallett", remember=False)
    await core.give_impact(said, "Ana", quotable=True)
    await core.become("ana-ferreira", remember=False)
    await core.end_pairing("Martin")

    async def certificate() -> str:
        wish = ExportWish(what="certificate", wanted=PAIR)
        return (await core.preview_export(wish)).text

    assert said not in await certificate()
    assert (await core.use_impact("Martin", wanted=True)).used
    (allowed,) = [row for row in (await core.kept()).allowed if "certificate" in row]
    assert allowed.endswith("a sentence of your partner stands on your certificate")
    assert said in await certificate()
    await core.become("martin-hallett", remember=False)
    await core.give_impact("I wait before I fill a silence.", "Ana", quotable=True)
    await core.become("ana-ferreira", remember=False)
    assert said not in await certificate()
    assert "fill a silence" not in await certificate()
    with pytest.raises(NotFound):
        await core.take_impact_back("Martin")


async def test_an_answer_that_i_take_back_leaves_my_partners_draft_and_stays_in_mine(open_as):
    kept_open = "We said that the pilot starts on Monday."
    core = open_as()
    answers = [
        Answer(question="What?", text=SAID, visibility=Visibility.PAIR),
        Answer(question="Now what?", text=kept_open, visibility=Visibility.PAIR),
    ]
    reflection = await core.keep_reflection("Martin", 3, answers)

    def line(name: str, quote: str) -> Line:
        cited = Citation(source=f"{reflection.id}#pair", record=reflection.id, quote=quote)
        return Line(id=name, kind="fact", citations=(cited,))

    drafts = {}
    for person in ("martin-hallett", "ana-ferreira"):
        await core.become(person, remember=False)
        services = await core._services()
        reader = services.context.reader()
        page = PageDraft(
            pairing=PAIR,
            author=reader.person,
            document=DocumentKind.SESSION_SUMMARY,
            page=Page(
                title="Session 3",
                sections=(Section(id="s", lines=(line("a", SAID), line("b", kept_open))),),
            ),
            receipt=Receipt(engine="rules", created_at=AT),
        )
        (kept,) = services.context.repositories.save(reader, page)
        drafts[reader.person] = (services.context.repositories, reader, kept)

    await core.change_readers({f"{reflection.id}/1": Visibility.PRIVATE})

    def lines_of(person: str) -> list[str]:
        repositories, reader, kept = drafts[person]
        return [one.id for one in repositories.get(reader, PageDraft, kept.id).page.lines]

    assert lines_of("martin-hallett") == ["b"]
    assert lines_of("ana-ferreira") == ["a", "b"]
