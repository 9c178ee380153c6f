"""The words that say that people were killed or hurt, and the small words around them."""

from labeling.core.casualties.word_list import listed

KILLED, WOUNDED, NONE, UNSPECIFIED = "killed", "wounded", "none", "unspecified"


def _outcomes(**words_by_outcome: str) -> dict[str, str]:
    return {word: outcome for outcome, words in words_by_outcome.items() for word in words.split()}


# "killed": whoever stands to the right if there is an object, else whoever stands to the left
VERBS = _outcomes(
    killed="killed slain murdered assassinated executed martyred slaughtered massacred beheaded lynched annihilated",
    wounded="wounded injured hurt maimed concussed burned burnt cut beaten harmed affected",
    unspecified="shot",
)
PASSIVE_ONLY = listed("burned burnt cut beaten affected")  # what is burned down or cut off is no casualty
GERUNDS = _outcomes(
    killed="killing murdering slaying assassinating executing martyring massacring slaughtering",
    wounded="wounding injuring hurting maiming",
)
BASES = _outcomes(
    killed="kill kills murder murders assassinate assassinates",
    wounded="wound wounds injure injures hurts maim maims",
)
STATES = _outcomes(  # whoever stands to the left
    killed="died dies die dying dead perished perish perishes succumbed drowned suffocated",
    wounded="hospitalised hospitalized treated bleeding",
    none="unhurt unharmed uninjured unscathed unwounded",
)
NOUNS = _outcomes(
    killed="death deaths fatality fatalities body bodies martyrs martyrdom",
    wounded="injury injuries burns concussion concussions fractures cuts bruises shrapnel",
    unspecified="casualty casualties losses",
)
COUNTED_NOUNS = listed("casualties deaths fatalities martyrs casualty fatality injuries")  # "14 deaths" counts people
BE = listed("was were is are be been being got get gets wasn't weren't isn't aren't")
HAVE = listed("have has had haven't hasn't hadn't")
AUXILIARIES = BE | HAVE
MODAL = listed("to will would could can may might should must shall can't cannot couldn't wouldn't")
NOT = listed("not never no nobody none without nor neither didn't wasn't weren't isn't aren't hasn't haven't")
ADVERBS = listed(
    """also all both seriously severely slightly lightly badly critically gravely mortally fatally reportedly
    allegedly instantly immediately later then previously earlier already initially accidentally only just
    still now again apparently probably possibly so far themselves himself herself either not never yet since
    believed reported confirmed feared presumed said left found lying moderately mildly heavily likely
    officially"""
)
SEVERE = listed("seriously severely critically badly gravely")
SLIGHT = listed("slightly lightly mortally fatally moderately mildly")
MONTHS = listed(
    "january february march april may june july august september october november december jan feb aug sept oct nov dec"
)
TIME = (MONTHS - {"may"}) | listed(
    """day days week weeks month months year years hour hours minute minutes second seconds morning evening
    night afternoon weekend time times monday tuesday wednesday thursday friday saturday sunday"""
)
FUNCTION = listed(
    """in at on near inside outside by from of with for during after before when while as and or but where who
    which that , ; : ( ) — – - -- to into over under since until till because amid among along yesterday today
    tonight overnight last late early earlier next through across around against behind beside between than
    said says if whether there here were was is are be been being has have had"""
)
SAYING = listed("said says say told tells added adds reported confirmed announced denied claimed")
POSSESSIVES = listed("his her its their our my your")
OPENERS = POSSESSIVES | listed("the a an any many numerous these those this another no anyone")
LIMBS = listed("hand leg arm eye foot limb finger wrist ankle rib hands legs arms eyes feet limbs fingers ribs")
SETS = listed("group total team crew family unit squad patrol crowd number convoy platoon")
