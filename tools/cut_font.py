"""Makes vpcviz/text/fonts/*-common.ttf: the font cut down to what nearly all pictures use, for those that are large.

    python tools/cut_font.py

Run it after `tools/build_font.py`. The same HarfBuzz gives the same bytes.
"""

from vpcviz.text.faces import COMMON, common_file, subset


def main() -> None:
    """Write both files."""
    for bold in (False, True):
        common_file(bold).write_bytes(subset(COMMON, bold))


if __name__ == "__main__":
    main()
