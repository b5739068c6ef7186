"""What was checked with a reader, and how it came out."""

import sys


class Table:
    """What was checked, and how it came out."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, reader, what, holds, detail=""):
        self.passed += bool(holds)
        self.failed += not holds
        print(f"  {'ok  ' if holds else 'FAIL'}  {reader:<10} {what:<58} {detail}")

    def attempt(self, reader, what, look):
        """`look` gives whether it holds, and a detail; what it raises is a failure."""
        try:
            holds, detail = look()
        except Exception as error:  # whatever a reader throws at its user
            holds, detail = False, f"{type(error).__name__}: {error}"
        self.check(reader, what, holds, detail)

    def end(self):
        """Tells the count; status 1 where something failed."""
        name = sys.argv[0].rsplit("/", 1)[-1]
        print(f"{name}: {self.passed} passed, {self.failed} failed")
        return 1 if self.failed else 0


def reports(file):
    """The paths of all reports of an open result, those of /report first."""
    paths = [f"report/{cell}" for cell in file.get("report", {})]
    for name in file.get("reports", {}):
        paths += [f"reports/{name}/{cell}" for cell in file["reports"][name]]
    return paths
