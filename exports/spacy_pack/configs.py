"""The training configs: spaCy's own, fitted to the size of the data and the length of its spans."""

from collections.abc import Sequence

from spacy.cli.init_config import init_config
from thinc.api import Config

from exports.spacy_pack.fitting import fit
from exports.spacy_pack.language import USUAL

COMPONENTS = ("ner", "spancat", "textcat")


def make_config(
    component: str, *, language: str = USUAL, n_train_tokens: int, sizes: Sequence[int], files: dict[str, str]
) -> Config:
    """A config for one component ("ner", "spancat", "textcat"), on CPU, ready for `python -m spacy train`.

    n_train_tokens: of the file to train on, see `fitting.py`. sizes: the span categoriser's candidates, in tokens.
    files: by part, those to read; they lie beside the config.
    """
    config = init_config(lang=language, pipeline=[component], optimize="efficiency", gpu=False)
    config["paths"] |= {part: files[part] for part in ("train", "dev")}
    fitted = fit(component, n_train_tokens)
    config["training"] |= {
        "eval_frequency": fitted.eval_frequency,
        "patience": fitted.patience,
        "max_steps": fitted.max_steps,
        "dropout": fitted.dropout,
        "seed": 7,
    }
    config["training"]["batcher"]["size"] |= {"start": fitted.first_batch, "stop": fitted.last_batch}
    if component == "ner":
        config["training"]["optimizer"]["use_averages"] = True  # else its score on a small dev jumps about
    if component == "spancat":
        config["components"]["spancat"]["suggester"]["sizes"] = list(sizes)
    if component == "textcat":
        config["components"]["textcat"]["model"]["length"] = fitted.bag
    return config
