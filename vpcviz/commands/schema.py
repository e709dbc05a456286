"""`vpcviz schema`: the JSON Schema of specs and snapshots."""


def schema() -> None:
    """Print the JSON Schema of specs and snapshots.

    Editors complete and check with it.

    Put it beside your specs and name it in their first line:

      vpcviz schema > vpcviz-schema.json

      # yaml-language-server: $schema=vpcviz-schema.json
    """
    import json

    from vpcviz.output import write_stdout
    from vpcviz.spec import json_schema

    write_stdout(json.dumps(json_schema(), indent=1, ensure_ascii=False).encode() + b"\n")
