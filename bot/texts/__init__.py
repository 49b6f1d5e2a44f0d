"""Every word that a person reads, in the language and the manner that they chose (design.md §7)."""

from bot.texts.markup import Markup, escape, mention
from bot.texts.speech import LANGUAGES, Address, Language, Speech, as_language

__all__ = ["LANGUAGES", "Address", "Language", "Markup", "Speech", "as_language", "escape", "mention"]
