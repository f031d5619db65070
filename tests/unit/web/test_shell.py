"""The shell of the pages: nothing shadows another module, nothing calls out, every word can be translated."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[3]
WEB = ROOT / "ui" / "web"
SOURCES = sorted(WEB.rglob("*.py"))


def _calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def test_no_file_beside_a_script_bears_the_name_of_another_module() -> None:
    others = set(sys.stdlib_module_names) | set(packages_distributions()) | {"evidence", "graph", "ingest", "ui"}
    for folder in (WEB, WEB / "screens"):
        beside = {path.stem for path in folder.iterdir() if path.suffix == ".py" or path.is_dir()}
        assert not {name for name in beside & others if not name.startswith("__")}


def test_streamlit_is_imported_in_the_web_folder_only() -> None:
    for path in (ROOT / "ui").rglob("*.py"):
        if WEB not in path.parents:
            assert "import streamlit" not in path.read_text(encoding="utf-8"), path
    code = "import sys, ui.views.house, ui.views.drawing, evidence.words; sys.exit('streamlit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_no_page_uses_a_part_that_calls_out_or_pales() -> None:
    banned = {"map", "pydeck_chart", "caption", "file_uploader", "write", "exception", "login"}
    for path in SOURCES:
        for call in _calls(ast.parse(path.read_text(encoding="utf-8"))):
            match call.func:
                case ast.Attribute(value=ast.Name(id="st"), attr=attr):
                    assert attr not in banned, f"{path.name} calls st.{attr}"
            names = {keyword.arg for keyword in call.keywords}
            assert not names & {"unsafe_allow_html", "unsafe_allow_javascript"}, path.name


def test_no_icon_of_the_page_itself_is_a_material_one() -> None:
    """Streamlit fetches such an icon from fonts.gstatic.com."""
    for path in SOURCES:
        for call in _calls(ast.parse(path.read_text(encoding="utf-8"))):
            for keyword in call.keywords:
                if keyword.arg == "page_icon":
                    assert ":material" not in ast.unparse(keyword.value)


def test_every_word_goes_through_gettext_as_one_constant() -> None:
    counted = 0
    for path in [*SOURCES, *(ROOT / "ui" / "views").glob("*.py")]:
        for call in _calls(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call.func, ast.Name) and call.func.id in {"_", "marked", "plural"}:
                assert not any(isinstance(argument, ast.JoinedStr) for argument in call.args[:2]), path.name
                counted += isinstance(call.args[0], ast.Constant)
    assert counted > 150


def test_every_command_that_a_page_names_exists() -> None:
    from typer.testing import CliRunner

    from ui.cli.app import app

    named = {pair for path in SOURCES for pair in re.findall(r"sviedka ([a-z]+) ([a-z]+)", path.read_text("utf-8"))}
    assert named
    for noun, verb in named:
        assert CliRunner().invoke(app, [noun, verb, "--help"]).exit_code == 0, f"{noun} {verb}"


def test_scripts_put_text_into_the_page_as_text_only() -> None:
    scripts = sorted((WEB / "components").glob("*.js"))
    assert len(scripts) == 3
    for path in scripts:
        code = path.read_text(encoding="utf-8")
        for way in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            "fetch(",
        ):
            assert way not in code, f"{path.name}: {way}"
        assert "http" not in code.replace("http://www.w3.org/2000/svg", "")


def test_the_look_and_the_settings_name_only_options_that_exist() -> None:
    code = (
        "from ui.web import server\n"
        "from streamlit import config\n"
        "names = {**server._look(), **server._SETTINGS}\n"
        "unknown = [n for n in names if n not in config._config_options_template]\n"
        "raise SystemExit(repr(unknown) if unknown else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_no_usage_is_reported_and_only_the_loopback_listens() -> None:
    look = tomllib.loads((WEB / "look.toml").read_text(encoding="utf-8"))
    assert look["browser"]["gatherUsageStats"] is False
    assert look["server"]["address"] == "127.0.0.1"
