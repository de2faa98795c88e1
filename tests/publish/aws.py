"""Stands for `aws`: reads a command as it does, holds it against Amazon's own description of the service, sends nothing.

    aws.py SERVICE OPERATION --OPTION VALUE …

The descriptions are those of botocore, which moto needs: which operations there are, what each takes and must have, of
which kind. Beside them: `Quantity` is the number of `Items`, and ids that are named within are there. Exits with 252 and
says why, or notes the operation and its parameters as a line of JSON in the file `$AWS_LOG`.
"""

import json
import os
import sys
from pathlib import Path

import botocore.session
from botocore import xform_name
from botocore.validate import ParamValidator

# Options of `aws` itself, and the one of an operation that is not as the service has it.
GLOBAL = {"--region", "--profile", "--output"}


def main(arguments: list[str]) -> int:
    try:
        name, parameters = read(arguments)
    except (ValueError, LookupError, OSError) as error:
        print(f"aws: {error}", file=sys.stderr)
        return 252
    with Path(os.environ["AWS_LOG"]).open("a") as log:
        log.write(json.dumps([name, parameters], default=lambda data: data.decode()) + "\n")
    return 0


def read(arguments: list[str]) -> tuple[str, dict]:
    """The operation and what it is given."""
    service, command, *rest = arguments
    model = botocore.session.get_session().get_service_model({"s3api": "s3"}.get(service, service))
    named = {xform_name(name, "-"): name for name in model.operation_names}
    if command not in named:
        raise LookupError(f"{service} has no operation `{command}`")
    shape = model.operation_model(named[command]).input_shape
    members = {f"--{xform_name(name, '-')}": (name, member) for name, member in shape.members.items()}
    parameters: dict = {}
    while rest:
        option = rest.pop(0)
        values = []
        while rest and not rest[0].startswith("--"):
            values.append(rest.pop(0))
        if command == "create-invalidation" and option == "--paths":
            batch = {"Paths": {"Quantity": len(values), "Items": values}, "CallerReference": "now"}
            parameters["InvalidationBatch"] = batch
        elif option in members and len(values) == 1:
            name, member = members[option]
            parameters[name] = value_of(values[0], member)
        elif option not in GLOBAL or len(values) != 1:
            raise ValueError(f"{command} does not take `{option}` with {values}")
    report = ParamValidator().validate(parameters, shape)
    if report.has_errors():
        raise ValueError(f"{command}: {report.generate_report()}")
    problems = [*quantities(parameters), *origins(parameters)]
    if "Policy" in parameters:
        problems += policy(json.loads(parameters["Policy"]))
    if problems:
        raise ValueError(f"{command}: {'; '.join(problems)}")
    return command, parameters


def value_of(text: str, shape):
    """`file://…`, `fileb://…`, JSON, `A=b,C=d`, or plain."""
    if text.startswith("fileb://"):
        return Path(text.removeprefix("fileb://")).read_bytes()
    if text.startswith("file://"):
        text = Path(text.removeprefix("file://")).read_text()
    if shape.type_name == "structure":
        if text.lstrip().startswith("{"):
            return json.loads(text)
        pairs = [pair.partition("=")[::2] for pair in text.split(",")]
        members = shape.members
        return {name: value_of(value, members[name]) if name in members else value for name, value in pairs}
    if shape.type_name == "boolean":
        return {"true": True, "false": False}.get(text.lower(), text)
    return int(text) if shape.type_name in {"integer", "long"} and text.isdigit() else text


def quantities(found) -> list[str]:
    """Where `Quantity` is not the number of `Items`."""
    if isinstance(found, list):
        return [problem for one in found for problem in quantities(one)]
    if not isinstance(found, dict):
        return []
    inside = [problem for one in found.values() for problem in quantities(one)]
    wrong = "Quantity" in found and found["Quantity"] != len(found.get("Items", []))
    return inside + ([f"Quantity is {found['Quantity']}, there are {len(found.get('Items', []))}"] if wrong else [])


def origins(parameters: dict) -> list[str]:
    """Where a distribution leads to an origin that it has not."""
    distribution = parameters.get("DistributionConfig", {})
    ids = [origin.get("Id") for origin in distribution.get("Origins", {}).get("Items", [])]
    leads = distribution.get("DefaultCacheBehavior", {}).get("TargetOriginId")
    return [f"there is no origin `{leads}`"] if distribution and leads not in ids else []


def policy(document) -> list[str]:
    """What is wrong with a policy, which is only a text to the service's description."""
    problems = [] if document.get("Version") == "2012-10-17" else ["the version of a policy is 2012-10-17"]
    for statement in document.get("Statement", []):
        known = {"Sid", "Effect", "Principal", "Action", "Resource", "Condition"}
        problems += [f"a statement has no `{key}`" for key in ("Effect", "Action", "Resource") if key not in statement]
        problems += [f"a statement with `{key}`" for key in statement.keys() - known]
        actions = statement.get("Action", [])
        for action in [actions] if isinstance(actions, str) else actions:
            is_on_bucket = action == "s3:ListBucket"
            if statement.get("Resource", "").endswith("/*") == is_on_bucket:
                problems.append(f"{action} is not for {statement.get('Resource')}")
    return problems if document.get("Statement") else [*problems, "no statement"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
