"""Two small dimensions for tests of tallying."""

from hypothesis import strategies as st

from kvinnobyran.statistics.tables import Category, Dimension

ONE = Dimension(id="one", label="Ett", categories=(Category("a", "A"), Category("b", "B")))
MANY = Dimension(
    id="many",
    label="Flera",
    categories=(Category("x", "X"), Category("y", "Y"), Category("z", "Z")),
    multiple=True,
)
ROWS = st.tuples(st.sampled_from("ab"), st.frozensets(st.sampled_from("xyz")))
