"""What tells rows apart is short and still tells them apart."""

from corpsim.report.cells import cell_name, shown_level


def test_an_agent_from_a_file_is_shown_by_the_name_of_the_file():
    assert shown_level("agent", "/a/long/way/to/some/folder/of/agents/mine.py:Careful") == "mine.py:Careful"
    assert shown_level("agent", "/home/me/mine.py") == "mine.py"
    assert shown_level("agent", "openai") == "openai"
    assert shown_level("threat", "none") == "none"


def test_a_cell_in_one_line():
    key = {"agent": "x/mine.py:Careful", "threat": "none\nat all"}
    assert cell_name("first part", key) == "first part, mine.py:Careful, threat none ⏎ at all"
    assert cell_name("", {"world": "leak"}) == "world leak"
