"""The formats that are written for other tools, and what people do with the file there."""

from exports.formats import FORMATS

NAMES = {"spacy": "spacy-docbin"}  # `sitrep export spacy` is the pack
KEY_BY_NAME = {
    NAMES.get(key, key): key
    for key, format in FORMATS.items()
    if format.is_written and key != "jsonl"  # has a command with options of its own
}
WHAT_NEXT = {
    "brat": "Unpack it into a folder of its own in brat's `data`; brat shows it as a collection.",
    "prodigy": "`prodigy db-in NAME sitrep-prodigy.jsonl` takes it into a dataset.",
    "label-studio": "In a new project paste the labelling configuration (below, or from `sitrep export "
    "label-studio-config`) under Settings, Labeling Interface, Code. Then import the file.",
    "doccano": "In a new project for sequence labelling import the dataset as JSONL, with `text` as the column of the "
    "data and `label` as that of the labels.",
    "csv": "Spreadsheets open each of the four tables; `document_id` and `annotator` join them.",
    "parquet": '`pandas.read_parquet("spans.parquet")` reads a table; `document_id` and `annotator` join them.',
    "conll": "Sequence taggers read the first column as the token, the last as its tag.",
    "spacy-docbin": '`DocBin().from_disk("sitrep-spacy-docbin.spacy")`. To train, take the spaCy pack: it is split.',
    "spacy-json": "`Example.from_dict(nlp.make_doc(text), annotations)` takes each pair.",
    "hf": '`datasets.load_dataset("json", data_files="sitrep-hf.jsonl")` reads it.',
}  # by name; a format without a row is shown without
