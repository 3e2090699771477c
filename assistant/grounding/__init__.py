"""The citation gate and the language checks: from a draft and its evidence to findings."""
