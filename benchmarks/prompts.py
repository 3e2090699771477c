"""What each prompt costs before any evidence: instructions, schema, example, frame.

Usage: python -m benchmarks.prompts [--json]
"""

from __future__ import annotations

import argparse
import json

from assistant.llm.tokens import count_tokens
from assistant.prompts.catalog import load_prompt, prompt_names

MOST = 1200


def overhead() -> dict[str, int]:
    """Prompt name to its tokens with every variable empty, counted at three bytes each: more than
    any model counts for English or JSON."""
    found = {}
    for name in prompt_names():
        prompt = load_prompt(name)
        blank = prompt.fill(**dict.fromkeys(prompt.variables, ""))
        found[name] = sum(count_tokens(message.content) for message in blank)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    found = overhead()
    if parser.parse_args().json:
        print(json.dumps(found))
        return
    for name, tokens in found.items():
        print(f"{name:20} {tokens:5} of at most {MOST}")


if __name__ == "__main__":
    main()
