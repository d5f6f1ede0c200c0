"""Run tests under each OpenBLAS kernel that this processor can run, with 1 and 2 threads.

    python -m tools.kernels [--kernels NAME,…] [--threads N,…] [ARGUMENT OF PYTEST …]

OpenBLAS, numpy's linear algebra, chooses its kernel by the processor, and kernels differ in the
last digits of a product. A test that depends on those digits passes on one machine only.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

KERNELS = ("Haswell", "Zen", "SkylakeX", "Sandybridge", "Prescott")
THREADS = (1, 2)

# Both a product and a decomposition: a processor stops at the first instruction that it lacks.
_TRIAL = "import numpy as np; a = np.ones((300, 300)); a @ a; np.linalg.svd(a)"


def environment(kernel: str, threads: int) -> dict[str, str]:
    """Return the environment that makes OpenBLAS use this kernel and number of threads."""
    return os.environ | {"OPENBLAS_CORETYPE": kernel, "OPENBLAS_NUM_THREADS": str(threads)}


def runs(kernel: str) -> bool:
    """Return whether this processor can run the kernel."""
    trial = subprocess.run(  # noqa: S603  # our own interpreter and code
        [sys.executable, "-c", _TRIAL], env=environment(kernel, 1), capture_output=True, check=False
    )
    return trial.returncode == 0


def main(arguments: list[str]) -> int:
    """Run pytest once for each kernel and number of threads; return 1 if any run fails."""
    parser = argparse.ArgumentParser(prog="python -m tools.kernels")
    parser.add_argument("--kernels", default=",".join(KERNELS))
    parser.add_argument("--threads", default=",".join(map(str, THREADS)))
    options, passed_on = parser.parse_known_args(arguments)
    failed = []
    for kernel in options.kernels.split(","):
        if not runs(kernel):
            print(f"{kernel}: this processor cannot run it")
            continue
        for threads in map(int, options.threads.split(",")):
            print(f"{kernel}, {threads} thread{'s' if threads > 1 else ''}", flush=True)
            command = [sys.executable, "-m", "pytest", *passed_on]
            done = subprocess.run(command, env=environment(kernel, threads), check=False)  # noqa: S603
            if done.returncode:
                failed.append(f"{kernel} with {threads}")
    if failed:
        print(f"Failed: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
