"""Write torch_support.json: what PyTorch does with each operation of the vocabulary, found by calling it.

    python docs/measure_torch.py            write the file
    python docs/measure_torch.py --check    change nothing; fail if PyTorch says something else

The file lets the coverage page and the tests compare with PyTorch where it is not installed.
"""
import inspect
import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import probes  # noqa: E402
import vocabulary  # noqa: E402

FILE = pathlib.Path(__file__).resolve().parent / "torch_support.json"


def stored():
    """The contents of the file."""
    return json.loads(FILE.read_text(encoding="utf-8"))


def documented(value):
    """The signatures at the head of a docstring, without the name."""
    found = []
    for line in (inspect.getdoc(value) or "").split("\n\n")[0].splitlines():
        match = re.match(r"\w+(\(.*\)) *(->.*)?$", line.strip())
        found += [match[1]] if match else []
    return found


def schemas(torch, name, method):
    """The signatures of the compiled overloads that Python code reaches."""
    packet = getattr(torch.ops.aten, name, None)
    found = []
    for overload in packet.overloads() if packet is not None else ():
        arguments = getattr(packet, overload)._schema.arguments
        text = str(getattr(packet, overload)._schema)
        if any(a.is_out for a in arguments) or overload.endswith("_out") or "Tensor" not in text.split("->")[0] or \
                re.search(r"Dimname|\bt\[\]|\bt |reverse=|\(Tensor\[\] a,", text.split("->")[0]):
            continue
        names, star = [], False
        for a in arguments:
            if a.kwarg_only and not star:
                star = names.append("*") or True
            word = "input" if a.name == "self" else a.name
            names.append(f"{word}={a.default_value!r}" if a.has_default_value() else word)
        signature = "(" + ", ".join(names) + ")"
        if signature not in found and (not method or names[:1] == ["input"]):
            found.append(signature)
    return found


def signatures(torch, name):
    """A name's signatures: of the Python function, the compiled overloads, or the docstring's head."""
    value = getattr(torch, name, None) or getattr(torch.Tensor, name, None)
    if inspect.isfunction(value):
        plain = [p.replace(annotation=p.empty) for p in inspect.signature(value).parameters.values()]
        return [re.sub(r"\bself\b", "input", str(inspect.Signature(plain)))], "function"
    method = not hasattr(torch, name)
    compiled = schemas(torch, name, method)
    if compiled:
        return compiled, "schema"
    return ["(input, " + head[1:] if method else head for head in documented(value)], "docstring"


def measured():
    """The contents that the file should have."""
    import torch
    out = {}
    for name in vocabulary.names():
        record = probes.probe(torch, name)
        record["signatures"], record["read"] = signatures(torch, name)
        heads = documented(getattr(torch, name, None)) + record["signatures"]
        told = any(re.search(r"\bout\b", head) for head in heads)
        if told and "o" not in record["forms"] and not any(probes.keys_of(name)):
            record["forms"] += "o"
        out[name] = record
    return {"source": f"torch {torch.__version__.split('+')[0]}, measured by docs/measure_torch.py", "operations": out}


def text_of(contents):
    """The file's text: one line for each operation."""
    lines = [f"  {json.dumps(name)}: {json.dumps(record)}" for name, record in contents["operations"].items()]
    return f'{{"source": {json.dumps(contents["source"])},\n "operations": {{\n' + ",\n".join(lines) + "\n}}\n"


def main():
    """Run from the command line."""
    text = text_of(measured())
    if "--check" in sys.argv[1:]:
        return int(text != FILE.read_text(encoding="utf-8"))
    FILE.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
