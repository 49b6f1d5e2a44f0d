"""HiGHS in a process of its own: OR-tools brings another HiGHS, and one process holds one of them.

Reads a linear programme with several aims (`numpy.savez`) and prints each aim's best figure among the answers that
are best for all the aims before it, each kept by a row of its own. A best answer of such a programme is whole
numbers: the rows are those of a network, and each optimum is a face of what they leave.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import highspy
import numpy


def optima(costs: Any, starts: Any, rows: Any, signs: Any, sides: Any) -> list[int]:
    """`costs` has a column per aim; `starts`, `rows` and `signs` are the programme's columns, `sides` its rows."""
    columns = len(costs)
    programme = highspy.HighsLp()
    programme.num_col_, programme.num_row_ = columns, len(sides)
    programme.col_cost_ = costs[:, 0]
    programme.col_lower_, programme.col_upper_ = numpy.zeros(columns), numpy.ones(columns)
    programme.row_lower_ = programme.row_upper_ = sides
    programme.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    programme.a_matrix_.start_, programme.a_matrix_.index_, programme.a_matrix_.value_ = starts, rows, signs
    solver = highspy.Highs()
    solver.silent()
    solver.passModel(programme)
    found = []
    for level in costs.T:
        solver.changeColsCost(columns, numpy.arange(columns, dtype=numpy.int32), level)
        solver.run()
        assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        best = solver.getObjectiveValue()
        assert abs(best - round(best)) < 1e-4
        found.append(round(best))
        counted = numpy.flatnonzero(level).astype(numpy.int32)
        solver.addRow(found[-1], found[-1], len(counted), counted, level[counted])
    return found


if __name__ == "__main__":
    with numpy.load(sys.argv[1]) as told:
        asked = [told[name] for name in ("costs", "starts", "rows", "signs", "sides")]
    sys.stdout.write(json.dumps(optima(*asked)))
