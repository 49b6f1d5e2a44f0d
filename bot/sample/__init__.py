"""The sample company of the demo: Hélianthe, about thirty people who do not exist.

`company.yaml` is the Slack side, which the playground reads. `roster.csv` is what an operator would import.
`story.yaml` is what has already happened when the demo opens; it is lived through use cases, like real life.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
COMPANY = FOLDER / "company.yaml"
ROSTER = FOLDER / "roster.csv"
STORY = FOLDER / "story.yaml"
