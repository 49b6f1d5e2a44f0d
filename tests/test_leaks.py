"""What would be found in the log is found: else that nothing was found would say nothing."""

from __future__ import annotations

import leaks
import pytest

from storage.sealing import new_key


@pytest.mark.parametrize(
    "line",
    [
        "sent with Bearer xoxb-1234567890-abcdef",
        "token=xapp-1-A0-99-ffff",
        "answer to https://hooks.slack.com/commands/T0/1/x",
        "to lea.martin@example.org",
    ],
)
def test_a_secret_in_the_log_fails_the_test_that_wrote_it(line: str) -> None:
    assert leaks.found_in(f"2026-03-10 [info] said action=prompt_sent {line}")


def test_a_key_of_this_run_is_known_by_itself() -> None:
    key = leaks.keep(new_key())
    assert leaks.found_in(f"opened with {key}")


def test_what_the_log_says_every_day_is_no_secret() -> None:
    assert not leaks.found_in(
        "[info] said action=prompt_sent ours=True prompts=(1, 2) who=U0TOM at=10:30@paris"
    )
