"""The program people run: `python starter.py --help`."""

import contextlib
import os
import sys

from cli.app import main
from observability import configure_logging

if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    configure_logging("ERROR")
    code = main(sys.argv[1:])
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.stderr.flush()
    # The SDK's native threads may abort the interpreter's own shutdown after all work is done (sdk-python #300).
    os._exit(code)
