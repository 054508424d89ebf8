"""One way to write each sign, at the same place: odd characters become plain ones, one for one."""

_PLAIN = {
    "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "＞": ">", "＜": "<", "＝": "=", "﹥": ">", "﹤": "<",
    "–": "-", "—": "-", "‐": "-", "‑": "-", "‒": "-", "−": "-", "―": "-", "～": "~", "〜": "~",
    "’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "＂": '"',
    "：": ":", "；": ";", "，": ",", "、": ",", "。": ".", "（": "(", "）": ")", "％": "%", "／": "/",
    "×": "×", "✕": "×", "✖": "×", "╳": "×", "μ": "µ", "²": "²", "\\": " ", "®": " ", "™": " ",
    "•": "*", "·": "*", "●": "*", "▪": "*", "◦": "*", "○": "*", "■": "*", "‣": "*",
    "①": "1", "＋": "+", "．": ".",
}  # fmt: skip
_TABLE = str.maketrans(
    _PLAIN
    | {chr(0xFF10 + digit): str(digit) for digit in range(10)}
    | {chr(0xFF21 + letter): chr(65 + letter) for letter in range(26)}
    | {chr(0xFF41 + letter): chr(97 + letter) for letter in range(26)}
    | dict.fromkeys("\u00a0\u2002\u2003\u2009\u202f\u3000\t\x0b\x0c", " ")
)


def plain(text: str) -> str:
    """``text`` with plain signs; every character keeps its place, so that spans still fit.

    The backslash with which registries protect signs ("\\<") becomes a space.
    """
    return text.translate(_TABLE)
