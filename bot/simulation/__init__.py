"""A company lived on a moved clock: made-up people press the real buttons of the real bot, and what they lived is told.

The people know nothing but the playground's page (`desk.py`) and the clock, so they live the same way whether the bot
runs beside them in one process or as several processes that are killed now and then. Started by
`bot/commands/simulate.py`, and by the tests.
"""
