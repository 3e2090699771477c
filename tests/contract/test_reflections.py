"""Reflecting through the whole product, with the demo programme and a server as the model."""

import json
import re

import pytest

from assistant.domain.reflections import Answer
from assistant.domain.visibility import Visibility
from assistant.errors import InvalidInput, NoModel, NotFound
from tests.command_line import viceversa  # noqa: F401 (a fixture)
from tests.contract.test_with_a_model import connected, keyring_in_memory  # noqa: F401 (fixtures)
from tests.loopback import LoopbackModel

PAIRS = {
    "ana-martin": ("ana-ferreira", "martin-hallett", 3),
    "idris-yvonne": ("idris-vaughan", "yvonne-asante", 4),
    "farah-yvonne": ("farah-siddiqui", "yvonne-asante", 2),
    "jerome-sunita": ("jerome-tully", "sunita-kelkar", 4),
    "bernadette-tomasz": ("bernadette-quill", "tomasz-bielak", 1),
    "chloe-colin": ("chloe-danjuma", "colin-prowse", 1),
}
# Private words of each demo pairing's two, and lines that their givers did not release.
HIDDEN_FROM = {
    "martin-hallett": ("Shouldn't have said about the side chat", "job interview",
                       "I counted to nine", "my candidate", "Am I allowed to tell him"),
    "ana-ferreira": ("in front of my own boss", "are they cross with me", "my own direct reports"),
    "yvonne-asante": ("asked about the licence", "Tired of being shown apps", "our expert",
                      "Not standing up in front"),
    "idris-vaughan": ("showing off that I had a source", "Pleased with myself first"),
    "sunita-kelkar": ("went home the long way", "Don't bring it up again", "told her no film"),
    "jerome-tully": ("write down his sentences", "He let me ask my question"),
}  # fmt: skip


def questions_of(draft):
    section = draft.page.section("questions")
    assert section is not None
    return section.lines


@pytest.mark.parametrize("pairing", sorted(PAIRS))
async def test_both_of_every_pair_get_questions_with_sources_and_nothing_of_the_others(
    open_as, pairing
):
    *people, number = PAIRS[pairing]
    for person in people:
        one = open_as(person)
        for session, when in ((number, "after"), ("next", "before")):
            draft = await one.suggest_questions(pairing, session, when=when)
            assert len(questions_of(draft)) == 3
            assert draft.receipt.engine == "rules"
            assert draft.findings == ()
            assert all(bool(q.citations) != q.suggestion for q in questions_of(draft))
            told = draft.page.model_dump_json()
            assert not [words for words in HIDDEN_FROM.get(person, ()) if words in told]
        await one.close()


async def test_nothing_private_of_the_other_comes_back_whatever_one_answers(open_as):
    martin = open_as("martin-hallett")
    draft = await martin.suggest_questions("Ana", 3)
    for fishing in HIDDEN_FROM["martin-hallett"]:
        line = await martin.next_question(draft.id, [f"I could not say. {fishing}."])
        assert line is not None
        shown = [c.quote for c in line.citations if not c.source.startswith("answer:")]
        assert not any(fishing in quote for quote in shown)


async def test_answers_are_mine_alone_until_i_say_so_and_can_be_taken_back(open_as):
    ana, martin = open_as(), open_as("martin-hallett")
    answers = [
        Answer(question="What?", text="The zebra was in the room."),
        Answer(question="Now what?", text="Begin with my own goal.", visibility=Visibility.PAIR),
    ]
    kept = await ana.keep_reflection("Martin", 3, answers, energy=2)
    assert await ana.keep_reflection("Martin", 3, answers, energy=4) != []
    mine = await ana.reflections("Martin", 3)
    assert [r.id for r in mine].count(kept.id) == 1
    assert "zebra" in (await ana.search("zebra", pairing="Martin"))[0].passage.text
    assert await martin.reflections("Ana") != []
    assert not [h for h in await martin.search("zebra", pairing="Ana") if "zebra" in h.passage.text]
    seen = [h.passage.text for h in await martin.search("begin with my own goal", pairing="Ana")]
    assert any("Begin with my own goal." in text for text in seen)
    with pytest.raises(NotFound):
        await martin.change_readers({f"{kept.id}/1": Visibility.PAIR})
    private = {f"{kept.id}/{place}": Visibility.PRIVATE for place in (1, 2)}
    with pytest.raises(NotFound):  # all, or none
        await ana.change_readers(private | {"nothing/1": Visibility.PRIVATE})
    assert await martin.reflections("Ana") != []
    changed = await ana.change_readers(private)
    assert [part.place for part in changed] == [1, 2]
    assert kept.id not in [r.id for r in await martin.reflections("Ana")]
    seen = [h.passage.text for h in await martin.search("begin with my own goal", pairing="Ana")]
    assert not any("Begin with my own goal." in text for text in seen)
    await ana.remove_reflection(kept.id)
    assert kept.id not in [r.id for r in await ana.reflections("Martin", 3)]


async def test_the_next_look_back_grows_from_this_one(open_as):
    ana = open_as()
    text = "Say the register thing in the first five minutes."
    await ana.keep_reflection("Martin", 3, [Answer(question="Now what?", text=text)])
    draft = await ana.suggest_questions("Martin", 4, when="before")
    assert any(text[:-1] in c.quote for line in questions_of(draft) for c in line.citations)


async def test_what_cannot_be_is_said_plainly(open_as):
    ana = open_as()
    with pytest.raises(InvalidInput, match="no way of reflecting called haiku"):
        await ana.suggest_questions("Martin", 3, model="haiku")
    with pytest.raises(InvalidInput, match="3 or 15"):
        await ana.suggest_questions("Martin", 3, minutes=7)
    with pytest.raises(InvalidInput, match="Nothing is written"):
        await ana.keep_reflection("Martin", 3, [Answer(question="What?", text="  ")])
    with pytest.raises(NoModel):
        await ana.suggest_questions("Martin", 3, engine="model")


async def test_an_answer_about_danger_is_met_with_a_person_and_goes_nowhere(open_as):
    with LoopbackModel("ok", text="{}") as server:
        ana = await connected(open_as, server)
        draft = await ana.suggest_questions("Martin", 3)
        line = await ana.next_question(draft.id, ["He hit me."], engine="auto")
        assert line is not None
        assert "talk to a person" in line.text
        assert line.citations == ()
        assert "He hit me" not in json.dumps([r.body for r in server.requests])


def proposal(messages, text: str) -> str:
    """A model's answer that puts ``text`` to the first question of the request."""
    told = messages[-1]["content"]
    frame = json.loads(told[told.index('{\n "sections"') : told.rindex("}") + 1])
    line = next(line for s in frame["sections"] for line in s["lines"] if line.get("cites"))
    return json.dumps({"lines": [{"id": line["id"], "text": text, "cites": line["cites"]}]})


GOOD = "What had somebody else in the room just said, before you said drop the round?"


async def test_a_model_asks_better_and_the_quote_stays(open_as):
    with LoopbackModel("ok", text="{}") as server:
        ana = await connected(open_as, server)
        rules = await ana.suggest_questions("Martin", 3)
        await ana.suggest_questions("Martin", 3, engine="auto")
        server.script.text = proposal(server.requests[-1].body["messages"], GOOD)
        draft = await ana.suggest_questions("Martin", 3, engine="auto")
        assert draft.receipt.engine == "model"
        assert draft.receipt.prompt == "reflection"
        assert questions_of(draft)[0].text == GOOD
        assert questions_of(draft)[0].citations == questions_of(rules)[0].citations
        sent = json.dumps([r.body for r in server.requests])
        assert "I counted to nine" not in sent
        assert "side chat. If it gets closed" not in sent


BAD_QUESTIONS = (
    "Why did you say drop the round?",
    "You felt proud of this, so what will you drop the round for?",
    "Don't you think that the round was his fault?",
    "What did you say about the round, and how did Martin take the round?",
    "Did you drop the round?",
    "You said drop the round because Martin was defensive. What else about the round?",
    "Drop the round.",
)


async def test_a_question_that_leads_blames_or_reads_minds_goes_back_to_the_rules(open_as):
    with LoopbackModel("ok", text="{}") as server:
        ana = await connected(open_as, server)
        rules = await ana.suggest_questions("Martin", 3)
        await ana.suggest_questions("Martin", 3, engine="auto")
        asked = server.requests[-1].body["messages"]
        for bad in BAD_QUESTIONS:
            server.script.text = proposal(asked, bad)
            draft = await ana.suggest_questions("Martin", 3, engine="auto")
            assert questions_of(draft)[0].text == questions_of(rules)[0].text, bad


async def test_the_model_may_word_the_next_question_from_the_answer_alone_in_its_fence(open_as):
    with LoopbackModel("ok", text="{}") as server:
        ana = await connected(open_as, server)
        draft = await ana.suggest_questions("Martin", 3)
        said = ["The room was cold. Somebody had left the hatch open."]
        rules = await ana.next_question(draft.id, said)
        line = await ana.next_question(draft.id, said, engine="auto")
        assert line == rules
        better = "You begin with the hatch. What else had somebody left open?"
        server.script.text = proposal(server.requests[-1].body["messages"], better)
        line = await ana.next_question(draft.id, said, engine="auto")
        assert line is not None
        assert line.text == better
        told = server.requests[-1].body["messages"][-1]["content"]
        assert said[0] in told
        mark = re.search(r"----[0-9a-f]{16}----", told)
        assert mark is not None
        assert told.index(mark[0]) < told.index(said[0]) < told.rindex(mark[0])


# --- the command ------------------------------------------------------------------------------


def test_reflect_as_json_keeps_the_promised_shape(viceversa):
    done = viceversa("reflect", "--pairing", "ana-martin", "--session", "3", "--json")
    assert done.returncode == 0, done.stderr
    page = json.loads(done.stdout)
    assert {"kind", "id", "pairing", "session", "engine", "title", "sections", "findings",
            "receipt", "questions"} <= set(page)  # fmt: skip
    assert (page["kind"], page["session"], page["when"]) == ("reflection", 3, "after")
    assert [q["id"] for q in page["questions"]] == ["q-what", "q-so-what", "q-now-what"]
    assert all(set(q) == {"id", "step", "text", "citations", "suggestion"}
               for q in page["questions"])  # fmt: skip
    assert all(c["found"] for q in page["questions"] for c in q["citations"])


def test_a_script_asks_one_at_a_time_and_keeps_the_answers(viceversa, tmp_path):
    base = ("reflect", "--pairing", "ana-martin", "--session", "3")
    first = json.loads(viceversa(*base, "--next", "-", "--json", given="").stdout)
    assert first["question"]["id"] == "q-what"
    second = viceversa(*base, "--next", "-", "--json", given='["The hatch was open."]')
    assert json.loads(second.stdout)["question"]["citations"][0]["quote"] == "The hatch was open."
    done = viceversa(*base, "--next", "-", "--json", given='["One thing.", "", "Another thing."]')
    assert json.loads(done.stdout)["question"] is None
    form = viceversa(*base, "--form").stdout
    file = tmp_path / "answers.md"
    filled = form.replace("\n\n## ", "\nMy zebra.\n\n## ").replace("energy:", "energy: 3")
    file.write_text(filled.replace("energy", "My own goal first.\nvisibility: pair\n\nenergy"))
    kept = viceversa(*base, "--answer", str(file), "--json")
    assert kept.returncode == 0, kept.stderr
    told = json.loads(kept.stdout)
    assert (told["kind"], told["shared"], told["energy_kept"]) == ("reflection-kept", 1, True)
    assert told["answers"][-1]["text"] == "My own goal first."
    again = viceversa(*base, "--answer", str(file))
    assert "Martin can read this from now on" in again.stdout
    assert "My zebra" not in again.stdout


def test_bad_answers_keep_nothing_and_say_what_to_do(viceversa, tmp_path):
    file = tmp_path / "answers.md"
    file.write_text("## What?\nRain.\nenergy: lots")
    done = viceversa("reflect", "--pairing", "ana-martin", "--session", "3", "--answer", str(file))
    assert done.returncode != 0
    assert "1 to 5" in done.stderr
    assert "Nothing was kept" in done.stderr
