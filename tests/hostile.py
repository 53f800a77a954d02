"""What people, broken programs and attackers put into fields, addresses and headers.

A selection of our own: for each way in which a program that takes text has gone wrong somewhere,
one or two strings that would show it here.
"""

MARK = "hostile"  # stands in what must never come back as markup or as a header
TAG = f"<img src=x onerror={MARK}()>"
CONTROLS = ("\0", "a\0b", "\x07\x08\x1b[31m", "\x7f\x80\x9f", "a\x0bb\x0cc")
BREAKS = (
    f"a\r\nX-Injected: {MARK}",
    f"a\nBcc: {MARK}@example.org\n\nBody",
    f"a%0d%0aX-Injected:%20{MARK}",
    f"a\u2028X-Injected: {MARK}",
    f"a\u560aX-Injected: {MARK}",  # its low byte is a line feed
    f"ana@example.org\r\nRCPT TO:<{MARK}@example.org>",
)
MARKUP = (
    TAG,
    f"'\"><script>{MARK}()</script>",
    f"</textarea></title></style><svg onload={MARK}()>",
    f"javascript:{MARK}()//",
    f"&lt;img src=x onerror={MARK}()&gt;",
    f"<!--{TAG}--><![CDATA[{TAG}]]>",
)
PROGRAMS = (
    "'; DROP TABLE users_user; --",
    "1 OR 1=1) UNION SELECT NULL,NULL--",
    "E'\\x27' || pg_sleep(9)::text",
    "{{ settings.SECRET_KEY }}{% debug %}{# #}",
    "${7*7}#{7*7}<%= 7*7 %>",
    "%s%n%x%(name)s{0.__class__}{language}",
    "$(reboot)`reboot`|reboot;&",
    '=HYPERLINK("http://example.org";"x")',
    "../../../../etc/passwd",
    "..%2f..%2f..%5cwindows%00.html",
    "\\\\example.org\\share",
    '{"$gt":"","__proto__":{"x":1}}',
    "*)(uid=*))(|(uid=*",
    "(a+)+$aaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
)
NUMBERS = (
    *(
        "-1",
        "0",
        "9" * 40,
        "-9" + "9" * 30,
        "1e309",
        "NaN",
        "-Infinity",
        "0x7f",
        "١٢٣",
        "²",
        "１２",
    ),
    *(
        "1.5",
        "1,5",
        "true",
        "null",
        "None",
        "undefined",
        "[]",
        "2026-02-30",
        "9999-12-31",
        "0001-1-1",
    ),
)
LETTERS = (
    "\u202egnp.exe\u202c",  # read from right to left
    "\u2066\u2067\u2068a\u2069",
    "\u200b\u200c\u200d\u2060\ufeff",  # nothing to be seen
    "а\u0430dmin",  # Cyrillic among Latin
    "ﬁ①Ⅻ㎏ﷺ",  # one sign becomes many
    "e\u0301\u0323" + "\u0316" * 60,  # marks upon marks
    "Ñandú Peña-Núñez d’Ávila",
    "عبد الرحمن بن عوف",
    "דוד בן־גוריון",
    "𝕳𝖔𝖘𝖙𝖎𝖑𝖊",
    "👩🏽‍👩🏽‍👧🏽‍👦🏽🏳️‍🌈🇲🇽",
    "ﾃｽﾄ李小龙",
    "İıſẞßK",  # letters whose cases are not each other's
    "\ud800",  # half a letter
    "a\udfffb\ud83d",
    "\ufffe\uffff\U0010ffff",
)
ADDRESSES = (
    *("a@b", "@", "a@@b.c", "a b@example.org", '"a\\"b"@example.org', "a@[127.0.0.1]", "a@例え.jp"),
    *(
        "a@xn--a",
        "ana@example.org,eva@example.org",
        "ana@example.org%0a",
        f"{'a' * 65}@example.org",
    ),
    *("a@" + "b." * 130 + "org", "<ana@example.org>", "ana@example.org\u202e", "a@b.c\0"),
)
LONG = "ñ" * 50_000  # 100 kB
STRINGS = (
    "", " ", *CONTROLS, *BREAKS, *MARKUP, *PROGRAMS, *NUMBERS, *LETTERS, *ADDRESSES, LONG,
)  # fmt: skip
# Addresses that could lead off the site where a program believes them.
OFF_SITE = tuple(
    each.replace("evil", "evil.example")
    for each in (
        *("https://evil", "http://evil", "//evil", "///evil", "////evil", "/\\evil", "\\/evil"),
        *(
            "\\\\evil",
            "/\\/evil",
            "/\t/evil",
            "\t//evil",
            " //evil",
            "//evil\\@testserver",
            "/\n/evil",
        ),
        *(
            "https:evil",
            "https:/evil",
            "https:///evil",
            "http:\\\\evil",
            "hTTps://evil",
            "ftp://evil",
        ),
        *("//testserver@evil", "//testserver:pw@evil", "//evil#testserver", "//evil?testserver"),
        *(
            "//evil%2ftestserver",
            "https://testserver.evil",
            "https://evil\\.testserver",
            "//evil%00",
        ),
        *(
            "//%65vil",
            "/%2f/evil",
            "%2f%2fevil",
            "//evil/%2e%2e",
            "/..//evil",
            "/.//evil",
            ".//evil",
        ),
        *(
            "javascript:alert(1)//evil",
            "data:text/html,evil",
            "//［::1］.evil",
            "https://evil。org",
        ),
        *("//evil%E3%80%82org", "/en/..//evil", "//evil:80", "http://[::ffff:1.2.3.4]/evil"),
        *("\u2028//evil", "https://evil%09.org"),
    )
)
