"""Writes deltas one after the other."""

from exports.delta import Delta, write_delta


class Deltas:
    """Each from the cursor of the one before; `newest` is the last line of the last."""

    def __init__(self, db, folder):
        self.db, self.folder, self.cursor, self.paths, self.newest = db, folder, "start", [], Delta()

    def write(self):
        self.paths.append(self.folder / f"{len(self.paths)}.jsonl")
        self.newest = write_delta(self.db, self.paths[-1], self.cursor)
        self.cursor = self.newest.cursor
        return self.paths[-1]
