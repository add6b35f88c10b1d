"""A package that is refused, by a name for the reason; the sentence for it is written elsewhere."""


class PackageRefused(Exception):
    """The package is refused; ``values`` name what in it is wrong."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason, values)
        self.reason = reason
        self.values = values
