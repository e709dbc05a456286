"""What a field of the model means: annotations from which references, forms, order, descriptions and redaction follow.

A field is written `Annotated[type, meaning, …, Doc("…")]`. Each text has a meaning; a later one adds to the earlier ones, a later
`Doc` replaces the earlier (so a field may be a common one of `vpcviz.model.fields` with words of its own).
"""


class Meaning:
    """What is true of the texts of a field; several together are alternatives (a rule's peer is a CIDR or a group)."""

    __slots__ = ()


class Doc(Meaning):
    """What the field tells, in one sentence: for the JSON Schema (editors show it) and for docs/spec.md."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


class Ref(Meaning):
    """The id of a resource in one of `collections`, or of a kind whose class variable `where` says so; in a spec its name will do.

    `own_words`: short words beside names are resolved where those are known (routes, rules), not with the others. `holds`: the
    resource stands in what the field names. `needs`: it cannot be understood without that. `ties`: it comes along with that.
    """

    __slots__ = ("collections", "holds", "needs", "own_words", "ties", "where")

    def __init__(
        self,
        *collections: str,
        where: str = "",
        own_words: bool = False,
        holds: bool = False,
        needs: bool = False,
        ties: bool = False,
    ) -> None:
        self.collections = collections
        self.where = where
        self.own_words = own_words
        self.holds = holds
        self.needs = needs
        self.ties = ties


class Role(Meaning):
    """Not a meaning by itself: more of the reference in a common field (see `Ref`)."""

    __slots__ = ("holds", "needs", "ties")

    def __init__(self, *, holds: bool = False, needs: bool = False, ties: bool = False) -> None:
        self.holds = holds
        self.needs = needs
        self.ties = ties


class Cidr(Meaning):
    """A CIDR of the IP `version` (0: either). `checked` elsewhere where it is False: other forms may stand there, too."""

    __slots__ = ("checked", "version")

    def __init__(self, version: int = 0, *, checked: bool = True) -> None:
        self.version = version
        self.checked = checked


class Ip(Meaning):
    """An IP address of the IP `version` (0: either). `checked` elsewhere where it is False: other forms may stand there, too."""

    __slots__ = ("checked", "version")

    def __init__(self, version: int = 0, *, checked: bool = True) -> None:
        self.version = version
        self.checked = checked


class Word(Meaning):
    """A word of AWS's own, the same in every account: one of `words`, or of what `form` (a regular expression) matches whole.

    What AWS may say besides is shown as it is, but not told in a redacted network.
    """

    __slots__ = ("form", "words")

    def __init__(self, *words: str, form: str = "") -> None:
        self.words = frozenset(words)
        self.form = form


class OneOf(Word):
    """A word of AWS's that decides something: one of `words`, and nothing else in a spec.

    What a scan tells besides is newer than vpcviz: it is kept as AWS names it, and what follows from it is not known.
    """

    __slots__ = ("choices",)

    def __init__(self, *words: str) -> None:
        super().__init__(*words)
        self.choices = words


class CallWord(Meaning):
    """The service, the operation or the error code of a call to AWS."""

    __slots__ = ()


class CollectionName(Meaning):
    """The name of a collection of documents."""

    __slots__ = ()


class Id(Meaning):
    """The id of a resource: its own, or one that no collection holds. `prefix` is what AWS's ids of the kind begin with."""

    __slots__ = ("prefix",)

    def __init__(self, prefix: str = "") -> None:
        self.prefix = prefix


class AccountId(Meaning):
    """The 12 digits of an account."""

    __slots__ = ()


class RegionName(Meaning):
    """The name of a region."""

    __slots__ = ()


class ZoneName(Meaning):
    """The name of an availability, local or wavelength zone."""

    __slots__ = ()


class Name(Meaning):
    """What the owner calls it: never told in a redacted network."""

    __slots__ = ()


class Domain(Meaning):
    """A DNS name."""

    __slots__ = ()


class ServiceName(Meaning):
    """The name of a service for endpoints: `com.amazonaws.REGION.SERVICE`, or that of an endpoint service."""

    __slots__ = ()


class Free(Meaning):
    """Free text, or what else nobody needs to read the network: empty in a redacted one."""

    __slots__ = ()


class Policy(Meaning):
    """A policy document as JSON text; in a redacted network not known."""

    __slots__ = ()


class IconName(Meaning):
    """The name of a picture."""

    __slots__ = ()


class Between(Meaning):
    """A number from `least` to `most`."""

    __slots__ = ("least", "most")

    def __init__(self, least: int, most: int) -> None:
        self.least = least
        self.most = most


class Asn(Between):
    """A number of an autonomous system; outside the private ranges it tells whose."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(1, 4294967294)


class Key(Meaning):
    """What the keys of a mapping mean; the other meanings are those of its values."""

    __slots__ = ("meaning",)

    def __init__(self, meaning: Meaning) -> None:
        self.meaning = meaning


class InOrder(Meaning):
    """The list's order says something: it is not sorted."""

    __slots__ = ()


class Follows(Meaning):
    """What AWS counts from other things: where it differs, they do, too; two networks are not compared by it."""

    __slots__ = ()


class RegionalFirst(Meaning):
    """DNS names of an endpoint: in the canonical order the regional one is first, then the zonal ones."""

    __slots__ = ()
