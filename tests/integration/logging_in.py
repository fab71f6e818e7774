"""What the tests of logging in share: scripts that log in, and programs that they start."""

WAITING = "emit(xpost.login{open = false, on_url = told_url, timeout = 20})"
STEPS = """
local steps = {}
local me, err = xpost.login{%s on_step = function(step) steps[#steps + 1] = step end}
emit{me = me, err = err, steps = steps}
"""


def program(machine, name: str, text: str) -> str:
    """An executable shell script on the machine."""
    file = machine.folder / name
    file.write_text("#!/bin/sh\n" + text)
    file.chmod(0o700)
    return str(file)
