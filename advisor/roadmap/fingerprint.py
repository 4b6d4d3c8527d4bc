"""The name of a roadmap's content: equal content, equal fingerprint, on every machine."""

import hashlib
import json

from advisor.model.roadmap import Roadmap

# Who answered or decided, when, and what stood before are for the trace and change no plan.
_LEFT_OUT = {"by", "at", "earlier"}


def fingerprint(roadmap: Roadmap) -> str:
    """SHA-256 in hex over the roadmap as canonical JSON; times and names of people left out."""
    content = roadmap.model_dump(mode="json", by_alias=True, exclude={"fingerprint"})
    for line in content["answers"]:
        for name in _LEFT_OUT:
            line.pop(name, None)
    for spread in content["spreads"]:
        for standpoint in spread["standpoints"]:
            standpoint["who"] = len(standpoint["who"])
    for decided in (*content["settings"]["choices"], *content["rejected"]):
        decided.pop("by")
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
