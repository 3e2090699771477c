"""Connecting a model: tried in plain words, with consent for another computer."""

import socket

from tests.loopback import LoopbackModel


async def open_connect(v) -> None:
    await v.home()
    await v.press("I")
    await v.sees("A model makes drafts read better", "No model is connected.")


async def test_a_model_is_tried_then_used_then_let_go(visit):
    with LoopbackModel("ok") as server:
        async with visit() as v:
            await open_connect(v)
            v.one("#address").value = server.url
            await v.press("enter")
            await v.sees("Answers appear while they are being written", "F5 uses it")
            assert v.one("#model").value == "loop-1"
            assert not (await v.app.here.assistant.connection()).connected
            await v.press("f5")
            await v.sees("Connected: loop-1, this computer")
            await v.press("escape", "v")
            await v.sees("Would go to this computer", "You help the mentor")
            assert all(
                request.path.endswith("/models") or "stream" in str(request.body)
                for request in server.requests
            )
            asked = len(server.requests)
            await v.press("escape", "n")
            await v.sees("go by stand-ins from now on", "Names are replaced.")
            assert len(server.requests) == asked
            await v.press("d")
            await v.sees("Disconnected. Everything works without a model.")


async def test_an_address_that_does_not_answer_is_said_in_words(visit):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    async with visit() as v:
        await open_connect(v)
        v.one("#address").value = f"http://127.0.0.1:{port}/v1"
        v.one("#model").value = "any"
        await v.press("enter")
        await v.until(lambda: v.one("#notice").has_class("-wrong") or "missing" in v.text)
        assert "Traceback" not in v.text
        assert not (await v.app.here.assistant.connection()).connected


async def test_another_computer_is_named_and_asked_about_before_it_is_used(visit):
    async with visit() as v:
        await open_connect(v)
        v.one("#address").value = "https://models.example.org/v1"
        v.one("#model").value = "any"
        await v.pilot.pause()
        v.app.screen.tried = True
        await v.press("f5")
        await v.sees("Send to another computer: models.example.org?")
        await v.press("escape")
        await v.sees("Not connected. Nothing was sent.")
        assert not (await v.app.here.assistant.connection()).connected
