"""What kind of word a word is, as far as its form tells: a small tag set that needs no trained tagger."""

from labeling.core.casualties.people_words import is_people, is_person

CLASSES = {
    "DET": "the a an this that these those each every some any no another other both all several many most such more "
    "few half",
    "POS": "his her its their our my your whose",
    "PRON": "he she it they we i you him them us who whom which what himself itself themselves there someone anyone "
    "everyone nobody",
    "PRE": "of in on at by for with from to into onto over under between among against during after before near inside "
    "outside around through across within without toward towards behind along about above below until amid despite "
    "via as than per off out up down like including",
    "CONJ": "and or but nor so yet",
    "SUB": "if while when where because although though whether since unless how why",
    "BE": "is are was were be been being am",
    "HAVE": "has have had having",
    "DO": "do does did",
    "MOD": "will would can could may might must shall should",
    "NEG": "not never",
    "SAY": "said says say told added reported stated according announced claimed",
    "NUM": "one two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand "
    "thousands million",
    "ADV": "also now then still already just only even very too well here again later earlier today yesterday however "
    "meanwhile",
}
CLASS_BY_WORD = {word: name for name, words in CLASSES.items() for word in words.split()}
# Endings of open classes, the most telling first.
ENDINGS = (
    *("ing", "ed", "ly", "tion", "ment", "ity", "ness", "ance", "ence", "ism", "ists", "ers", "ist", "er", "ians"),
    *("ian", "ans", "an", "al", "ic", "ive", "ous", "ful", "able", "less", "ry", "or", "ors", "es", "s"),
)


def class_of(key: str, *, is_capital: bool, is_first: bool) -> str:
    """The class of a word in small letters. `is_capital`: its case says something; `is_first`: of its sentence.

    >>> class_of("the", is_capital=False, is_first=False), class_of("shelling", is_capital=False, is_first=False)
    ('DET', '-ing')
    """
    if key in CLASS_BY_WORD:
        return CLASS_BY_WORD[key]
    if not key[0].isalnum():
        return key
    if any(map(str.isdigit, key)):
        return "0"
    if is_capital:
        return "Cap1" if is_first else "Cap"
    if is_people(key) or is_person(key):
        return "PEOPLE"
    return next(("-" + ending for ending in ENDINGS if key.endswith(ending) and len(key) > len(ending) + 2), "w")
