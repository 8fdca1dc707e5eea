"""A kernel of this very Python, whatever kernels the user has registered."""

from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager


class ThisPython(AsyncKernelManager):
    """Starts kernels with the interpreter that runs this code."""

    @property
    def kernel_spec(self) -> KernelSpec:
        """How to start ipykernel with this interpreter."""
        return KernelSpec(resource_dir=RESOURCES, **get_kernel_dict())
