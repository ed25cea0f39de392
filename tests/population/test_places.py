"""Documents, chat and calendars: who may see what, and that it is the same wherever one looks."""

from itertools import pairwise

import pytest

from corpsim.population import Population
from corpsim.records import File, Share


def groups(company: Population, person_id: str) -> list[str]:
    """The groups that cover somebody."""
    profile = company.profile(person_id)
    assert profile is not None
    parts = profile.unit.split("/")
    units = [f"unit:{'/'.join(parts[:depth])}" for depth in range(1, len(parts) + 1)]
    return [person_id, "everyone", f"dept:{parts[0]}", f"site:{profile.site}", *units]


def readable(company: Population, person_id: str) -> dict[str, File]:
    """The documents in the folders opened to somebody."""
    folders = {folder for group in groups(company, person_id) for folder in company.granted(group)}
    return {file.path: file for folder in folders for file in company.files(folder)}


def grants(around: list[Share]) -> dict[str, str]:
    """Who may do what in a folder, from the outermost inwards."""
    found: dict[str, str] = {}
    for folder in around:
        found |= {**folder.grants, folder.owner: "owner"}
    return found


@pytest.fixture(scope="module")
def paths(company: Population) -> list[str]:
    return [file.path for share in company.shares() for file in company.files(share)]


def test_shares_have_names_that_no_world_can_have(company: Population) -> None:
    """One for each department and the intranet; a dot is in all of them."""
    shares = company.shares()
    assert all("." in name and record.name == name for name, record in shares.items())
    assert len(shares) == len({company.person(i).department for i in company} | {"Board"}) + 1  # type: ignore[union-attr]
    assert list(shares) == sorted(shares)


def test_documents_are_found_by_the_path_they_are_listed_under(company: Population, paths: list[str]) -> None:
    """No path twice, and looking one up gives what the listing gave."""
    assert len({*paths}) == len(paths) > 1_000
    for share in company.shares():
        listed = list(company.files(share))
        assert [file.path for file in listed] == sorted(file.path for file in listed)
        assert all(company.file(file.path) == file for file in listed[::17])
        assert all(file.changed_at < 0 for file in listed)


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "/",
        "files.",
        "files.sales",
        "files.sales/common",
        "files.sales/common/",
        "x/y",
        "intranet.pages/no.md",
        "files.sales/../x",
        "operations/plan.md",
    ],
)
def test_paths_that_there_are_not(company: Population, wrong: str) -> None:
    """A folder is no document, and nonsense is nothing."""
    assert company.file(wrong) is None


def test_folders_inside_folders_are_listed_with_them(company: Population, paths: list[str]) -> None:
    """What is listed of a folder is what lies below its path."""
    folder = next(path for path in paths if path.count("/") > 3).rsplit("/", 2)[0]
    assert [file.path for file in company.files(folder)] == sorted(p for p in paths if p.startswith(f"{folder}/"))
    assert not company.files("files.nowhere")
    assert not company.files("files.sales/nowhere")
    assert [f.path for f in company.files("intranet.pages/it")] == [
        p for p in paths if p.startswith("intranet.pages/it/")
    ]


def test_rights_are_inherited_from_the_unit(company: Population) -> None:
    """Members read what their units above have, write in a unit without units in it, and its head owns it."""
    for person_id in list(company)[::37]:
        person, profile = company.person(person_id), company.profile(person_id)
        assert person is not None
        assert profile is not None
        for path in readable(company, person_id):
            granted = grants(list(company.folders(path)))
            assert {*groups(company, person_id)} & {*granted}, path
        folder = next(iter(company.granted(f"unit:{profile.unit}") or company.granted(f"dept:{profile.unit}")))
        around = list(company.folders(f"{folder}/any.md"))
        assert [share.name for share in around] == [folder.split("/")[0], folder]
        alone = not any(company.profile(i).unit.startswith(f"{profile.unit}/") for i in company)  # type: ignore[union-attr]
        group = f"unit:{profile.unit}" if "/" in profile.unit else f"dept:{profile.unit}"
        assert around[1].grants[group] == ("write" if alone else "read")


def test_folders_are_opened_to_exactly_those_whom_they_name(company: Population) -> None:
    """What `granted` says of a group is what the grants of the folders say."""
    folders = {file.path.rpartition("/common/")[0] for share in company.shares() for file in company.files(share)}
    for folder in sorted(folders - {""})[::11]:
        share = list(company.folders(f"{folder}/common/x"))[-1]
        assert share.name == f"{folder}/common"
        for group in (*share.grants, share.owner):
            assert share.name in company.granted(group)
    assert company.granted("everyone") == ("intranet.pages",)
    assert not company.granted("unit:Nowhere")
    assert not company.granted("nobody.here")
    assert not company.granted("site:Aldermouth")


def test_what_somebody_can_read_does_not_grow_with_the_company(company: Population, large: Population) -> None:
    """A few hundred documents at most, in a company ten times as large as in another, and for those of the story."""
    for found in (company, large):
        keeper = found.shares()["intranet.pages"].owner
        people = [*list(found)[:: len(found) // 60], *(person.id for person in found.request.insiders)]
        counts = [len(readable(found, person)) for person in people if person != keeper]
        assert min(counts) > 30
        assert max(counts) < 400


def test_channels_have_members_and_what_they_said(company: Population) -> None:
    """Channels of a unit, a department, a site and everybody; only people of the backdrop speak, before the story."""
    story = {person.id for person in company.request.circle}
    for person_id in list(company)[::53]:
        for group in groups(company, person_id)[1:]:
            for name in company.channels(group):
                channel = company.channel(name)
                assert channel is not None
                assert channel.members == (group,)
                assert channel.name == name
                assert "." in name
                assert channel.posts
                assert [post.at for post in channel.posts] == sorted(post.at for post in channel.posts)
                for post in channel.posts:
                    assert post.at < 0
                    assert post.author not in story
                    assert group == "everyone" or group in groups(company, post.author)
    assert company.channels("site:Nowhere") == company.channels("unit:X") == company.channels("ana.reyes") == ()


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        ".",
        "general",
        "all.",
        "all.x",
        "site.",
        "site.x",
        "team.",
        "team.sales",
        "dept.",
        "dept.sales.x",
        "team.x.y",
    ],
)
def test_channels_that_there_are_not(company: Population, wrong: str) -> None:
    """Nonsense is no channel."""
    assert company.channel(wrong) is None


def test_a_meeting_stands_in_the_calendars_of_all_who_take_part(company: Population) -> None:
    """Whoever is invited to a meeting of few has it, at the same time, and nobody is in two places."""
    for person_id in list(company)[::97]:
        entries = list(company.meetings(person_id))
        assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
        assert all(a.at + a.minutes <= b.at for a, b in pairwise(entries))
        for entry in entries:
            assert person_id in (entry.organiser, *entry.attendees)
            assert entry.id.startswith("cal-")
            if entry.id[4] in "to":
                assert all(entry in company.meetings(other) for other in (entry.organiser, *entry.attendees))


def test_everybody_meets_their_lead_and_their_team(company: Population) -> None:
    """One talk in two weeks, a meeting of the team every week, one of the department and one of all."""
    person_id = next(i for i in company if not company.reports(i) and company.reports(company.person(i).manager))  # type: ignore[union-attr]
    kinds = [entry.id[4] for entry in company.meetings(person_id)]
    assert sorted(kinds) == ["c", "d", "o", "t", "t"]


def test_the_day_of_the_story_belongs_to_the_story(company: Population) -> None:
    """On it, nobody of the story has an entry of the backdrop; on other days they have."""
    for person in company.request.insiders:
        entries = company.meetings(person.id)
        assert entries
        assert all(entry.at > 12 * 60 for entry in entries)
    assert not company.meetings("eve.moss")
    story = {person.id for person in company.request.insiders}
    for person_id in list(company)[::41]:
        for entry in company.meetings(person_id):
            assert entry.at > 12 * 60 or not story & {entry.organiser, *entry.attendees}
