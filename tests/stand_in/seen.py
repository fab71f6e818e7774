#!/usr/bin/python3
"""Says what no client may do to X, if the stand-in at $STAND_IN_CONTROL has seen it: one line for
each.  Some tests do it on purpose; after one that failed it is worth knowing.
"""

import os
import sys

if __name__ == "__main__":
    import control
else:
    from . import control


def complaints(counts: dict) -> list[str]:
    """`counts` are those of the control interface."""
    lines = []
    if counts["spent_token_uses"]:
        lines.append(f"The stand-in saw a spent refresh token {counts['spent_token_uses']} times.")
    for text, times in counts["creates_by_text"].items():
        if times > 1:
            lines.append(f"The stand-in saw {times} posts of the text {text[:60]!r}.")
    return lines


if __name__ == "__main__":
    status, answer = control.call(os.environ["STAND_IN_CONTROL"], "counts")
    if status != 200:
        sys.exit(f"counts: {answer}")
    print("\n".join(complaints(answer)))
