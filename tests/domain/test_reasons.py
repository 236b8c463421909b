"""The sentence of a rule names its reason: never only what to do, or that it may not be done.

Held over the source, so that a sentence that is written tomorrow is read too. A part of a
sentence counts as a reason when it says why (a colon, "för att", "annars" …) or simply states
what is so; an instruction or a prohibition alone does not.
"""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import kvinnobyran
from kvinnobyran.domain.merging import NOT_MERGED
from kvinnobyran.domain.protection import NEW_IDENTITY_REFUSED
from kvinnobyran.domain.relation import NOT_JOINED

HOME = Path(kvinnobyran.__file__).parent
RULES = re.compile(r"domain\.md (I[1-5]|G[789]|S[1-6]|T8)$")
SILENT = {
    NOT_MERGED: "the reason would itself be a link (I5, L19)",
    NOT_JOINED: "the reason would itself be a link (I3, L19)",
    NEW_IDENTITY_REFUSED: "the reason would itself be a link (I3, L19)",
    "Numret kan inte sparas på henne.": "the reason would itself be a link (I3, L19)",
}
INSTRUCTION = re.compile(
    r"^(Avgör|Avsluta|Bocka|Fråga|Gör|Lägg|Lämna|Registrera|Skriv|Svara|Ta|Välj|Ändra|Ångra|Öppna)\b"
)
PROHIBITION = re.compile(r"\b(får|kan|går|ska|sparas|skickas) (inte|bara)\b")
WHY = re.compile(
    r"(: |\b(annars|därför|eftersom|för att|innan|så|framtiden|tidigast|minst|högst|mellan)\b)"
)


class Said(NamedTuple):
    """One sentence of one rule, and where it stands."""

    where: str
    rule: str
    sentence: str


def names_its_reason(sentence: str) -> bool:
    """Tell whether a part of the sentence says why, or states what is so."""
    parts = [part.strip() for part in re.split(r"(?<=[.!?])\s+", sentence) if part.strip()]
    return any(
        WHY.search(part) or not (INSTRUCTION.search(part) or PROHIBITION.search(part))
        for part in parts
    )


def sentences() -> Iterator[Said]:
    """Yield what every STOPP and VARNA of these rules says, over domain and flows."""
    for floor in ("domain", "flows"):
        for path in sorted((HOME / floor).rglob("*.py")):
            tree = ast.parse(path.read_text())
            if "domain.md" not in ast.dump(tree):
                continue
            parts = path.relative_to(HOME.parent).with_suffix("").parts
            names = vars(importlib.import_module(".".join(parts).removesuffix(".__init__")))
            for call in ast.walk(tree):
                if isinstance(call, ast.Call) and _is_fault(call):
                    rules = texts(call.args[2], names, tree)
                    for rule in (each for each in rules if RULES.match(each)):
                        for sentence in texts(call.args[1], names, tree):
                            yield Said(f"{path.name}:{call.lineno}", rule, sentence)


def _is_fault(node: ast.AST) -> Any:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"stopp", "varna"}
        and len(node.args) == 3
    )


def texts(node: ast.AST, names: dict[str, Any], tree: ast.AST) -> list[str]:
    """Return every text that an expression may be; a name is looked up where it is set."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.JoinedStr):
        return ["".join(str(getattr(part, "value", "…")) for part in node.values)]
    if isinstance(node, ast.IfExp):
        return [*texts(node.body, names, tree), *texts(node.orelse, names, tree)]
    if isinstance(node, ast.BinOp):
        left, right = texts(node.left, names, tree), texts(node.right, names, tree)
        return [one + other for one in left for other in right]
    if isinstance(node, ast.Name):
        if isinstance(known := names.get(node.id), str):
            return [known]
        return [
            text
            for set_ in ast.walk(tree)
            if isinstance(set_, ast.Assign) and _names(set_) == node.id
            for text in texts(set_.value, names, tree)
        ]
    return []


def _names(assignment: ast.Assign) -> str:
    target = assignment.targets[0]
    return target.id if isinstance(target, ast.Name) else ""


def test_the_sentence_of_every_rule_names_its_reason() -> None:
    said = list(sentences())
    found = {each.rule.removeprefix("domain.md ") for each in said}
    # The other rules are kept by what is shown and found, and have no sentence.
    assert found >= {"I1", "I3", "I4", "I5", "S1", "S2", "S3", "S4", "S5", "S6", "G7", "G8", "G9", "T8"}  # fmt: skip # noqa: E501 - one list
    bare = [
        f"{each.where} {each.rule}: {each.sentence}"
        for each in said
        if each.sentence not in SILENT and not names_its_reason(each.sentence)
    ]
    assert bare == [], "say why as well: after a colon, or as a sentence of what is so"


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("Skriv varför ni inte anmäler.", False),
        ("Vårdnadshavaren får inte kontaktas.", False),
        ("Kontaktvägen får inte användas. Ändra den först om det går.", False),
        ("Kontaktvägen får inte användas. Det kan utsätta henne för fara.", True),
        ("Skriv varför ni inte anmäler: annars räcker det med en misstanke.", True),
        ("Det finns barn. Gör orosbedömningen först.", True),
    ],
)
def test_an_instruction_or_a_prohibition_alone_is_no_reason(sentence: str, named: bool) -> None:
    assert names_its_reason(sentence) == named
