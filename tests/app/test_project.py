"""Files that are copied into a project, and tables that are completed there."""

from __future__ import annotations

from clusternet.app import project


def test_a_file_is_copied_once_under_its_plain_name(tmp_path):
    folder, given = tmp_path / "folder", tmp_path / "given"
    folder.mkdir()
    given.write_text("source,target\na,b\n")
    assert "ties.csv" in str(project.copy_in(folder, r"..\..\ties.csv", given))
    assert (folder / "ties.csv").read_text() == "source,target\na,b\n"
    given.write_text("changed")
    assert "holds a file" in str(project.copy_in(folder, "ties.csv", given))
    assert (folder / "ties.csv").read_text() == "source,target\na,b\n"


def test_programs_hidden_files_and_what_is_too_large_are_not_copied(tmp_path, monkeypatch):
    given = tmp_path / "given"
    given.write_text("source,target\n")
    monkeypatch.setenv("CLUSTERNET_MAX_BYTES", "5")
    for name in ("run.exe", ".hidden.csv", "~$ties.xlsx", "ties.csv"):
        assert "not copied" in str(project.copy_in(tmp_path, name, given))
    assert [path.name for path in tmp_path.iterdir()] == ["given"]


def test_a_completed_table_is_saved_and_what_it_holds_stays_text(tmp_path):
    (tmp_path / "aliases.csv").write_text(
        "alias,canonical,merge\n甲,甲公司,no\n007,乙,no\n", encoding="utf-8-sig"
    )
    (tmp_path / "edges.csv").write_text("source,target\na,b\n")
    assert project.to_complete(tmp_path) == ["aliases.csv"]
    frame = project.load(tmp_path, "aliases.csv")
    frame.loc[0, "merge"] = "yes"
    project.save(tmp_path, "aliases.csv", frame)
    assert (tmp_path / "aliases.csv").read_text(encoding="utf-8-sig").splitlines()[1:] == [
        "甲,甲公司,yes",
        "007,乙,no",
    ]


def test_a_path_may_be_quoted_and_a_missing_one_is_none(tmp_path):
    assert project.folder_of(f' "{tmp_path}" ') == tmp_path.resolve()
    assert project.folder_of(str(tmp_path / "none")) is None


def test_braces_in_a_name_are_no_gaps_to_fill(tmp_path):
    from clusternet.app.session import Tab

    (tmp_path / "given").write_text("source,target")
    said = project.copy_in(tmp_path, "{0}.csv", tmp_path / "given")
    tab = Tab.__new__(Tab)
    tab.input = {".clientdata_url_search": lambda: "?lang=en"}
    assert tab.said(said) == "{0}.csv copied"
