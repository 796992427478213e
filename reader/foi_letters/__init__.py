"""Read the published package of answers to Freedom of Information requests.

    import foi_letters

    data = foi_letters.open("the unpacked zip, the zip itself, or a clone")
    rows = data.load("observations")

It needs nothing but Python; ``load`` gives a pandas or a polars frame where one of them is installed and
asked for. Whatever it knows of tables, types, keys and codes it has from the package's own datapackage.json
(https://datapackage.org/standard/data-package/). docs/using.md of the repository goes through it.
"""

from foi_letters.data import Data, Observation, Source, open
from foi_letters.descriptor import Field, Table
from foi_letters.errors import ReaderError
from foi_letters.values import Row, Value

__all__ = ["Data", "Field", "Observation", "ReaderError", "Row", "Source", "Table", "Value", "open"]
