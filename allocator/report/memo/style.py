"""How a memo looks: the type and the page of official documents (GB/T 9704), in CSS.

Fonts are those that offices have; what is not there falls back on the system's. No font is loaded.
"""

from allocator.i18n import Language

TITLE = ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "华文中宋", "STZhongsong", "宋体", "SimSun")
BODY = ("仿宋_GB2312", "仿宋", "FangSong", "STFangsong")
FIRST = ("黑体", "SimHei", "Heiti SC")
SECOND = ("楷体_GB2312", "楷体", "KaiTi", "STKaiti")
SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "serif")
SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "sans-serif")
ENGLISH = ("Times New Roman", "Liberation Serif")

_PAGE = """
@page {
  size: A4;
  margin: 37mm 26mm 35mm 28mm;
  @bottom-center { content: "%(before)s" counter(page) "%(after)s"; font: 10.5pt %(body)s; }
}
html { background: #fff; color: #000; }
body { max-width: 156mm; margin: 12mm auto; font: %(size)s/%(line)s %(body)s; }
h1.title { font: bold 22pt/1.4 %(title)s; text-align: center; text-wrap: balance;
  white-space: pre-line; margin: 0 0 1.2em; }
h2 { font: bold %(size)s/%(line)s %(first)s; margin: .8em 0 .2em; %(indent)s }
h3 { font: bold %(size)s/%(line)s %(second)s; margin: .5em 0 .1em; %(indent)s }
h2, h3, caption { break-after: avoid; }
p { margin: 0 0 .2em; %(indent)s orphans: 2; widows: 2; }
p.addressee { text-indent: 0; margin-bottom: .6em; }
p.note { font-size: 10.5pt; line-height: 1.5; text-indent: 0; margin: -.3em 0 .9em; }
ul { list-style: none; margin: 0 0 .4em; padding: 0; }
ul li { margin: 0; padding-left: 2em; }
table { width: 100%%; border-collapse: collapse; margin: .6em 0 .9em; table-layout: fixed;
  font-size: 10.5pt; line-height: 1.4; }
caption { caption-side: top; font: bold 11pt/1.6 %(first)s; text-align: center;
  padding-bottom: .2em; }
th, td { border: .5pt solid #000; padding: .25em .4em; vertical-align: top; text-align: left;
  overflow-wrap: anywhere; text-indent: 0; white-space: pre-line; }
thead th { font: bold 10.5pt/1.4 %(first)s; text-align: center; background: #eee;
  vertical-align: middle; }
tbody th { font-weight: normal; }
th.n, td.n { text-align: right; }
thead th.n { text-align: center; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
tbody tr:first-child { break-before: avoid; }
table.short { break-inside: avoid; }
@page wide { size: A4 landscape; margin: 18mm 20mm; }
.wide { page: wide; break-before: page; break-after: page; }
.wide h2 { text-indent: 0; margin: 0 0 .3em; }
.wide svg { display: block; max-width: 100%%; max-height: 158mm; height: auto; margin: 0 auto; }
.signature { margin-top: 1.5em; break-inside: avoid; }
.signature p.right { text-align: right; text-indent: 0; }
h2.annex { break-before: page; text-indent: 0; }
@media print { body { max-width: none; margin: 0; } }
"""


def css(language: Language, pages: str) -> str:
    """Return the style sheet; `pages` is the form of a page number: ``— {page} —``."""
    is_chinese = language == "zh"
    own = () if is_chinese else ENGLISH
    before, after = pages.split("{page}")
    facts = {
        "before": before,
        "after": after,
        "title": _family(own, TITLE, SERIF),
        "body": _family(own, BODY, SERIF),
        "first": _family(own, FIRST, SANS),
        "second": _family(own, SECOND, SERIF),
        "size": "16pt" if is_chinese else "12pt",
        "line": "1.75" if is_chinese else "1.5",
        "indent": "text-indent: 2em;" if is_chinese else "",
    }
    return _PAGE % facts


def _family(*groups: tuple[str, ...]) -> str:
    generic = ("serif", "sans-serif")
    names = [name for group in groups for name in group]
    return ", ".join(name if name in generic else f"'{name}'" for name in names)
