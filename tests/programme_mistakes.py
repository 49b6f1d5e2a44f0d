"""A programme file in which an operator made four mistakes, and what they are told of it."""

from __future__ import annotations

BAD = """\
# Our own circle.
key: circle
name: {fr: Cercle, en: Circle}
summary: {fr: À plusieurs}
kind: circle
mode: by_coordinator
period: {months: 1}
capacity:
  least: 9
  most: 2
  default: 9
topics: [{key: life, fr: Au fil de l’eau, en: As it comes}]
sheets:
  first: {title: {fr: Début, en: Start}, items: [{key: hello, fr: Bonjour, en: Hello}]}
  following: {title: {fr: Suite, en: Next}, items: [{key: news, fr: Nouvelles, en: News}]}
  closing: {title: {fr: Fin, en: End}, items: [{key: thanks, fr: Merci, en: Thank you}]}
steps: [{key: met, fr: Vus, en: Met, meetings: 1}]
colour: green
arrival:
  - {ask: topics, after: expectation}
  - {ask: expectation, after: topics}
"""
EXPECTED = (
    "circle.yaml, line 4: summary.en is missing; needed here are 'fr', 'en'.",
    "circle.yaml, line 10: capacity.most must be a whole number from 9 to 50, and is 2.",
    "circle.yaml, line 18: colour is not a field known here; known are 'key', 'name',",
    "circle.yaml, line 20: arrival[1].after makes a question that loops "
    "('topics' after 'expectation' after 'topics')",
)
