"""Where an invitation shall be written."""

from __future__ import annotations

from tui.modals.save_file import SaveFileModal


class SaveInvitationModal(SaveFileModal):
    """Like every file: one that is there is left alone."""

    TITLE_WORDS = "Save the invitation"
