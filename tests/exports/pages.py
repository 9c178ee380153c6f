"""Pages of a newspaper that does not exist, as browsers save them."""

PARAGRAPHS = (
    "Four rockets hit the Alder airfield near Dornim early on Wednesday, the northern command said. "
    "Two guards were hurt and taken to hospital.",
    "No group has claimed the attack. The road to the airfield stays closed until the evening.",
    "It was the third attack on the airfield since January, and the first in which anybody was hurt.",
)
ARABIC = (
    "أصابت أربعة صواريخ مطار ألدر قرب دورنيم فجر الأربعاء، وقالت القيادة الشمالية إن حارسين أصيبا ونقلا إلى المستشفى.",
    "ولم تعلن أي جماعة مسؤوليتها عن الهجوم، وسيبقى الطريق إلى المطار مغلقا حتى المساء.",
)
AROUND = """<header><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<div class="cookie-banner"><p>We use cookies to improve your experience. Accept all of them to go on.</p></div>{}
<section class="comments" id="comments"><h3>1 comment</h3><div class="comment"><p>What a terrible thing to read in the
morning, do take care, all of you up there.</p></div></section>
<aside><h3>Related</h3><ul><li><a href="/a">The bridge opens again</a> <time datetime="2029-01-02">2 January</time></li>
</ul></aside><footer><p>© 2027 The Dornim Courier. All rights reserved.</p></footer>"""


def page(*paragraphs: str, head: str = "", body: str = "", lang: str = "en", charset: str = "utf-8") -> str:
    """A page with menus, comments and a footer around an article of these paragraphs."""
    inner = "".join(f"<p>{one}</p>\n" for one in paragraphs or PARAGRAPHS)
    article = f"<main><article><h1>Rockets hit Alder airfield</h1>{inner}{body}</article></main>"
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="{charset}">'
        f"<title>Rockets hit Alder airfield – The Dornim Courier</title>{head}<script>var seen = 0</script></head>"
        f"<body>{AROUND.format(article)}</body></html>"
    )
