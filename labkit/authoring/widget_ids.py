"""Widget models get the same ids at every run: numbered in the order of their making."""

import hashlib
import json

from labkit.authoring.notebook import Notebook, outputs

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"


def settle_widget_ids(notebook: Notebook) -> None:
    """Replace each widget model's random id, in the state and in the outputs."""
    text = json.dumps([notebook["cells"], notebook["metadata"].get("widgets", {})])
    for number, model in enumerate(_models(notebook)):
        text = text.replace(model, hashlib.sha256(f"widget {number}".encode()).hexdigest()[:32])
    cells, widgets = json.loads(text)
    notebook["cells"] = cells
    if widgets:
        notebook["metadata"]["widgets"] = widgets


def _models(notebook: Notebook) -> list[str]:
    state = notebook["metadata"].get("widgets", {}).get(STATE, {}).get("state", {})
    shown = [
        output["data"][VIEW]["model_id"]
        for cell in notebook["cells"]
        for output in outputs(cell)
        if VIEW in output.get("data", {})
    ]
    return list(dict.fromkeys([*state, *shown]))
