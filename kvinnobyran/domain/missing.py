"""Three different facts that statistics keep apart (domain.md section 3)."""

from kvinnobyran.domain.codes import Code


class Answer(Code):
    """An answer to a yes/no question, with the three ways of not having one."""

    YES = ("yes", "Ja")
    NO = ("no", "Nej")
    UNKNOWN = ("unknown", "Vet ej")
    DECLINED = ("declined", "Vill inte uppge")
    NOT_ASKED = ("not_asked", "Ej frågat")
