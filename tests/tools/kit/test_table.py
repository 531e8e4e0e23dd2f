"""Tables as answers print them."""

import csv

from tools.kit.table import Cell, CustomerText, write_table


def test_a_column_in_which_nothing_stands_is_left_out() -> None:
    rows: list[list[Cell]] = [["a", None, 0], ["b", "", 2]]
    assert write_table(["name", "end", "calls"], rows) == "name,calls\na,0\nb,2"


def test_what_customers_wrote_is_quoted_and_comes_back_as_it_was() -> None:
    names = ["Spring", 'say "hi"', "a, b", "=1+1", ""]
    table = write_table(["n", "name"], [[n, CustomerText(name)] for n, name in enumerate(names)])
    assert '0,"Spring"' in table
    assert [row[1] for row in csv.reader(table.splitlines())][1:] == names


def test_a_table_without_rows_has_no_columns() -> None:
    assert write_table(["name"], []) == ""
