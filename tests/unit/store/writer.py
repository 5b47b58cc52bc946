"""A process that saves versions of one scenario until it has saved enough, or is killed.

Each version that the store said is saved is written to standard output. It starts from what it
saw last; told that this is stale, it takes up what is newest.
"""

import sys
from itertools import count

from allocator.store import Stale, open_store

SIZE = 20_000


def main(url: str, key: str, who: str, wanted: str) -> None:
    most = int(wanted)
    with open_store(url) as store:
        seen = store.scenario(key).version
        saved = 0
        for turn in count():
            if most and saved == most:
                return
            try:
                content = f"{who}:{turn}:" * SIZE
                seen = store.save_scenario(content, "n", who, str(turn), key, seen).version
            except Stale as stale:
                seen = stale.latest.version
            else:
                saved += 1
                print(seen, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
