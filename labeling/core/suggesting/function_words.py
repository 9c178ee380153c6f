"""English words that are no part of a name, wherever they stand: they only hold a sentence together, order or point."""

from labeling.core.casualties.word_list import listed

DETERMINERS = listed(
    """a an the this that these those some any no every each either neither both all half such another other others
    same own several many much more most few fewer less least enough various certain numerous my your his her its our
    their whose which what one two three four five six seven eight nine ten eleven twelve dozen dozens hundreds
    thousands"""
)
ORDER = listed(
    """first second third fourth fifth sixth seventh eighth ninth tenth last next latest recent previous earlier later
    former current present past new newest old older oldest early late final initial original prior subsequent
    repeated regular further main only similar different nearby near recently newly formerly"""
)
DOUBT = listed("suspected alleged so-called purported apparent possible likely reported presumed supposed unconfirmed")
JOINING = listed(
    """and or but nor yet so if than as that while when whenever where wherever because since until till after before
    although though unless whether once at by for from in into of off on onto out over to toward towards under up upon
    with within without about above across against along amid among around behind below beneath beside besides between
    beyond despite down during except inside like near opposite outside past per regarding through throughout via
    following including according"""
)
PRONOUNS = listed(  # not "us": that is a country as well
    """i you he she it we they me him them mine yours hers ours theirs himself herself itself themselves who whom
    someone somebody anyone anybody everyone everybody nobody nothing something anything everything there here"""
)
AUXILIARY = listed(
    """am is are was were be been being isn't aren't wasn't weren't has have had having hasn't haven't hadn't do does
    did don't doesn't didn't will would shall should can could may might must cannot can't won't wouldn't let"""
)
ADVERBS = listed(
    """not also too again already still just even now then soon yesterday today tonight tomorrow overnight meanwhile
    however instead rather almost nearly quite very twice ago away back together later never ever always often
    sometimes perhaps maybe why how moreover therefore thus elsewhere abroad"""
)
TIMES = listed(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december jan feb mar apr jun jul aug sept sep oct nov dec morning afternoon evening
    night midnight noon dawn day days week weeks month months year years hour hours minute minutes spring summer
    autumn winter"""
)
LEADING = DETERMINERS | ORDER | DOUBT  # stand before a noun, and before all that belongs to it
FUNCTION_WORDS = LEADING | JOINING | PRONOUNS | AUXILIARY | ADVERBS | TIMES

PAST = listed(
    """said told took gave went came saw held fell hit struck drove ran threw blew shot made fled lost left got began
    became brought built bought caught chose cut dealt drew fought flew found forgot grew heard hid kept knew laid led
    lent let met paid put quit read rode rose sank sat sent set shook shut sought sold spent split spread stood stole
    stuck swept swore taught thought understood withdrew won wrote broke bore bound fed foresaw undertook overran"""
)
SAY = listed("say tell believe think fear claim deny confirm suspect blame warn call")  # "the police say"


def looks_like_a_verb(word: str) -> bool:
    """Whether a word in small letters that follows a noun can be what that noun does, and no other noun.

    >>> [word for word in ("said", "fired", "launches", "base", "of") if looks_like_a_verb(word)]
    ['said', 'fired', 'launches']
    """
    return word in PAST or word in SAY or word.endswith(("ed", "s", "ing"))
