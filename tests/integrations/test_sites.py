"""Real sites by MkDocs and Sphinx: pictures are in them, and what cannot be drawn is said and fails a strict build."""

import re
import subprocess
import sys
from base64 import b64decode
from pathlib import Path

import pytest

SPEC = "vpcviz: 1\ntitle: Shop\nregion: eu-west-1\nvpcs:\n  shop: {cidr: 10.0.0.0/16}\n"

MKDOCS = """
site_name: Shop
use_directory_urls: false
markdown_extensions:
  - pymdownx.superfences:
      custom_fences:
        - name: vpcviz
          class: vpcviz
          format: !!python/name:vpcviz.integrations.mkdocs.fence
          validator: !!python/name:vpcviz.integrations.mkdocs.options
"""


IMAGES = MKDOCS + "  - attr_list\n  - vpcviz.integrations.markdown_images\n"


def mkdocs(folder: Path, page: str, *options: str, config: str = MKDOCS) -> subprocess.CompletedProcess[str]:
    pytest.importorskip("mkdocs")
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "mkdocs.yml").write_text(config)
    (folder / "network.yaml").write_text(SPEC)
    (folder / "docs" / "index.md").write_text(page)
    command = [sys.executable, "-m", "mkdocs", "build", *options]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)


def test_mkdocs_draws_fences(tmp_path: Path) -> None:
    fence = '```vpcviz source="network.yaml" detail="full" alt="Our network"\n```\n'
    page = f"# Net\n\n```vpcviz\n{SPEC}```\n\n{fence}"
    done = mkdocs(tmp_path, page, "--strict")
    assert done.returncode == 0, done.stderr
    html = (tmp_path / "site" / "index.html").read_text()
    pictures = re.findall(r'<img alt="([^"]*)" src="data:image/svg\+xml;base64,([^"]+)"', html)
    assert [words for words, _ in pictures] == ["Shop", "Our network"]
    assert all(b"10.0.0.0/16" in b64decode(data) for _, data in pictures)


@pytest.mark.parametrize(
    ("fence", "message"),
    [
        ("```vpcviz\nvpcviz: 1\nvpcz: {}\n```", "the spec:2:1: unknown key"),
        ('```vpcviz source="nowhere.yaml"\n```', "there is no such file"),
        ('```vpcviz source="network.yaml" detail="huge"\n```', "detail=huge: expected one of overview"),
        ('```vpcviz source="network.yaml" colour="red"\n```', "there is no option colour"),
        ("```vpcviz\n```", "give either a spec here"),
    ],
)
def test_mkdocs_says_what_cannot_be_drawn_and_fails_under_strict(tmp_path: Path, fence: str, message: str) -> None:
    done = mkdocs(tmp_path, f"# Net\n\n{fence}\n")
    assert done.returncode == 0
    assert message in (tmp_path / "site" / "index.html").read_text().replace("&quot;", '"')
    assert mkdocs(tmp_path, f"# Net\n\n{fence}\n", "--strict").returncode != 0


def test_mkdocs_draws_images_of_specs(tmp_path: Path) -> None:
    """Beside the page, whatever folder the site is built from; options and words are the image's."""
    (tmp_path / "docs" / "shop").mkdir(parents=True)
    (tmp_path / "docs" / "shop" / "net.vpcviz.yaml").write_text(SPEC)
    page = "# Net\n\n![Our network](shop/net.vpcviz.yaml){ detail=full theme=dark .wide }\n\nSee ![](shop/net.vpcviz.yaml).\n"
    (tmp_path / "docs" / "shop" / "inside.md").write_text("# In\n\n![](net.vpcviz.yaml)\n")
    done = mkdocs(tmp_path, page, "--strict", config=IMAGES)
    assert done.returncode == 0, done.stderr
    html = (tmp_path / "site" / "index.html").read_text()
    found = re.findall(r"<img [^>]*data:image/svg\+xml;base64,([^\"]+)[^>]*>", html)
    assert len(found) == 2
    assert all(b"10.0.0.0/16" in b64decode(data) for data in found)
    assert 'alt="Our network"' in html
    assert 'class="wide"' in html
    assert "detail=" not in html
    assert 'alt="Shop"' in html, "an image without words has the network's title"
    assert "data:image/svg+xml" in (tmp_path / "site" / "shop" / "inside.html").read_text()


@pytest.mark.parametrize(
    ("image", "message"),
    [
        ("![](nowhere.vpcviz.yaml)", "there is no such file beside the page"),
        ("![](bad.vpcviz.yaml)", "unknown key"),
        ("![](bad.vpcviz.yaml){ detail=huge }", "detail=huge: expected one of overview"),
    ],
)
def test_mkdocs_says_which_image_cannot_be_drawn(tmp_path: Path, image: str, message: str) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "bad.vpcviz.yaml").write_text("vpcviz: 1\nvpcz: {'<script>': 1}\n")
    done = mkdocs(tmp_path, f"# Net\n\n{image}\n", config=IMAGES)
    assert done.returncode == 0, done.stderr
    html = (tmp_path / "site" / "index.html").read_text()
    assert message in html.replace("&quot;", '"')
    assert "<script>'" not in html
    assert mkdocs(tmp_path, f"# Net\n\n{image}\n", "--strict", config=IMAGES).returncode != 0


def sphinx(folder: Path, page: str, builder: str, *options: str) -> subprocess.CompletedProcess[str]:
    pytest.importorskip("sphinx")
    (folder / "conf.py").write_text('project = "Shop"\nextensions = ["vpcviz.integrations.sphinx"]\n')
    (folder / "network.yaml").write_text(SPEC)
    (folder / "index.rst").write_text(page)
    command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, *options, str(folder), str(folder / "out")]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


PAGE = "Net\n===\n\n.. vpcviz:: network.yaml\n   :detail: full\n   :alt: Our network\n\n.. vpcviz::\n\n" + "".join(
    f"   {line}\n" for line in SPEC.splitlines()
)


def test_sphinx_draws_svg_for_html_and_png_for_latex(tmp_path: Path) -> None:
    done = sphinx(tmp_path, PAGE, "html", "-W")
    assert done.returncode == 0, done.stderr
    html = (tmp_path / "out" / "index.html").read_text()
    names = re.findall(r'src="(_images/[^"]+\.svg)"', html)
    assert len(names) == 2
    assert all(b"10.0.0.0/16" in (tmp_path / "out" / name).read_bytes() for name in names)
    assert 'alt="Our network"' in html
    done = sphinx(tmp_path, PAGE, "latex", "-W")
    assert done.returncode == 0, done.stderr
    tex = next((tmp_path / "out").glob("*.tex")).read_text()
    assert tex.count(r"\sphinxincludegraphics") == 2
    assert len(list((tmp_path / "out").glob("*.png"))) == 2


def test_sphinx_fails_a_strict_build_with_the_place(tmp_path: Path) -> None:
    done = sphinx(tmp_path, "Net\n===\n\n.. vpcviz::\n\n   vpcviz: 1\n   vpcz: {}\n", "html", "-W")
    assert done.returncode != 0
    assert "the spec:2:1: unknown key" in done.stderr
