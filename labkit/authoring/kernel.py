"""A kernel of this very Python, whatever kernels the user has registered."""

from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager


def over_sockets(folder: str) -> dict[str, str]:
    """A kernel manager's settings for talking to its kernels over sockets in a folder.

    A port that jupyter_client has chosen as free may be another's before the kernel binds it, and
    the kernel dies or never answers.
    """
    return {"transport": "ipc", "ip": f"{folder}/kernel"}


class ThisPython(AsyncKernelManager):
    """Starts kernels with the interpreter that runs this code."""

    @property
    def kernel_spec(self) -> KernelSpec:
        """How to start ipykernel with this interpreter."""
        return KernelSpec(resource_dir=RESOURCES, **get_kernel_dict())
