"""Expressions of GitHub's workflows: `${{ … }}` and `if:`. Of the language, what such a workflow needs."""

import re

TOKEN = re.compile(r"\s*(?:(\|\||&&|==|!=|!|\(|\)|,)|'((?:[^']|'')*)'|(\d+(?:\.\d+)?)|([A-Za-z_][\w-]*(?:\.[\w*-]+|\[[^\]]*\])*))")


class Unknown(Exception):
    """Something that is not understood here."""


def evaluate(text: str, contexts: dict):
    """The value of an expression, without its braces."""
    tokens = list(_tokens(text))
    value, rest = _or(tokens, contexts)
    if rest:
        raise Unknown(f"`{text}`: {rest[0][1]!r} is left over")
    return value


def fill(text: str, contexts: dict) -> str:
    """A text with its expressions replaced."""
    return re.sub(r"\$\{\{(.*?)\}\}", lambda m: show(evaluate(m[1], contexts)), text, flags=re.S)


def condition(text, contexts: dict) -> bool:
    """`if:`, where `success()` holds unless a function of status is named."""
    if text is None:
        text = "success()"
    text = show(text).strip()
    inner = re.fullmatch(r"\$\{\{(.*)\}\}", text, re.S)
    text = inner[1] if inner else text
    value = bool(evaluate(text, contexts))
    if not re.search(r"\b(success|failure|always|cancelled)\s*\(", text):
        value = value and bool(evaluate("success()", contexts))
    return value


def show(value) -> str:
    """As GitHub prints it."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _tokens(text: str):
    at = 0
    while text[at:].strip():
        match = TOKEN.match(text, at)
        if not match:
            raise Unknown(f"`{text[at:]}`")
        operator, string, number, name = match.groups()
        if operator:
            yield "operator", operator
        elif string is not None:
            yield "string", string.replace("''", "'")
        elif number:
            yield "number", float(number)
        else:
            yield "name", name
        at = match.end()


def _or(tokens, contexts):
    value, tokens = _and(tokens, contexts)
    while tokens and tokens[0] == ("operator", "||"):
        other, tokens = _and(tokens[1:], contexts)
        value = value or other
    return value, tokens


def _and(tokens, contexts):
    value, tokens = _equal(tokens, contexts)
    while tokens and tokens[0] == ("operator", "&&"):
        other, tokens = _equal(tokens[1:], contexts)
        value = value and other
    return value, tokens


def _equal(tokens, contexts):
    value, tokens = _unary(tokens, contexts)
    while tokens and tokens[0] in (("operator", "=="), ("operator", "!=")):
        same = tokens[0][1] == "=="
        other, tokens = _unary(tokens[1:], contexts)
        value = (_plain(value) == _plain(other)) is same
    return value, tokens


def _plain(value):
    return value.lower() if isinstance(value, str) else ("" if value is None else value)


def _unary(tokens, contexts):
    if not tokens:
        raise Unknown("the end comes too early")
    (kind, token), rest = tokens[0], tokens[1:]
    if (kind, token) == ("operator", "!"):
        value, rest = _unary(rest, contexts)
        return not value, rest
    if (kind, token) == ("operator", "("):
        value, rest = _or(rest, contexts)
        return value, _expect(rest, ")")
    if kind in ("string", "number"):
        return token, rest
    if kind != "name":
        raise Unknown(f"{token!r}")
    if rest and rest[0] == ("operator", "("):
        return _call(token, rest[1:], contexts)
    return _look_up(token, contexts), rest


def _call(name, tokens, contexts):
    arguments = []
    while tokens and tokens[0] != ("operator", ")"):
        value, tokens = _or(tokens, contexts)
        arguments.append(value)
        if tokens and tokens[0] == ("operator", ","):
            tokens = tokens[1:]
    functions = {
        "success": lambda: contexts["status"] == "success",
        "failure": lambda: contexts["status"] == "failure",
        "always": lambda: True,
        "cancelled": lambda: False,
        "contains": lambda a, b: _plain(show(b)) in ([_plain(x) for x in a] if isinstance(a, list) else _plain(show(a))),
        "startswith": lambda a, b: _plain(show(a)).startswith(_plain(show(b))),
        "endswith": lambda a, b: _plain(show(a)).endswith(_plain(show(b))),
        "format": lambda form, *more: re.sub(r"\{(\d+)\}", lambda m: show(more[int(m[1])]), form),
        "hashfiles": lambda *_: "0" * 64,
    }
    if name.lower() not in functions:
        raise Unknown(f"`{name}()`")
    return functions[name.lower()](*arguments), _expect(tokens, ")")


def _expect(tokens, operator):
    if not tokens or tokens[0] != ("operator", operator):
        raise Unknown(f"`{operator}` is missing")
    return tokens[1:]


def _look_up(name: str, contexts: dict):
    if name in ("true", "false", "null"):
        return {"true": True, "false": False, "null": None}[name]
    parts = re.findall(r"[\w-]+", name)
    if parts[0] not in contexts:
        raise Unknown(f"the context `{parts[0]}`")
    value = contexts
    for part in parts:
        value = value.get(part) if isinstance(value, dict) else None
    return value
