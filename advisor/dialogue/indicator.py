"""An indicator written in one sentence, and what the SMART check has to say about it."""

from advisor.dialogue.commands import measure_in
from advisor.dialogue.message import hear
from advisor.dialogue.scene import Scene


def verdict(scene: Scene, text: str) -> str:
    """What an indicator lacks to be SMART, or that it lacks nothing that can be told from it."""
    p = scene.phrases
    faults = scene.ports.smart_faults(parts_of(scene, text))
    if not faults:
        return scene.voice.say(p.smart_holds)
    return scene.voice.say(p.smart_lacks, what=" ".join(faults))


def parts_of(scene: Scene, text: str) -> dict[str, str]:
    """The sentence by its parts: name, baseline, target, due; what was not said is left out."""
    found = measure_in(hear(text, scene.u), scene.u)
    if "target" in found:
        return {one: found[one] for one in ("name", "baseline", "target", "due") if one in found}
    figure = any(one.isdigit() for one in text)
    return {"name": text, "target": text} if figure else {"name": text}
