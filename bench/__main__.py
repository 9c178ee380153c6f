"""`make bench`: each figure beside the bare library's in the same run. A quick look: python -m bench 1000"""

import sys

from bench import comparing, exporting, labelling, large_loads, loading, painting, saving, screening, training


def main() -> None:
    n_documents = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    print(loading.measure(n_documents).line(), flush=True)
    pack, jsonl = exporting.measure(n_documents)
    print(pack.line(), flush=True)
    print(jsonl, flush=True)
    print(comparing.measure(n_documents).line(), flush=True)
    for result in training.measure():
        print(result.line(), flush=True)
    print(screening.measure().line(), flush=True)
    for measured in (large_loads.lines(), saving.measure(), painting.lines(), labelling.lines()):
        for line in measured:
            print(line, flush=True)


if __name__ == "__main__":
    main()
