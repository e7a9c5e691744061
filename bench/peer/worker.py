#!/usr/bin/env python3
"""One workload on PyTorch, measured in a process of its own.

Answers commands, one a line, with one JSON object a line:
  load FILE    takes parameters, batch and noise from the file; {"bound": the mean bound in nats}
  warm S       steps for so many seconds; {"steps": how many, "ms": milliseconds for each}
  run N        the parameters of the file again, two steps that are not counted, then N that are; {"ms": for each, "peak_memory_mb": so far}
  facts        {"torch": version, "threads": their number}

Whatever makes PyTorch faster without other mathematics is on: denormal numbers are flushed, Adam takes all parameters at once, gradients are dropped
instead of zeroed, images lie in memory with the channels last.
"""
import argparse
import json
import sys
import time

import torch


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", required=True)
    parser.add_argument("--samples", type=int, required=True, help="samples of each datum")
    parser.add_argument("--evaluate", action="store_true", help="evaluate instead of training")
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--compile", action="store_true", help="compute the bound by torch.compile")
    return parser.parse_args()


OPTIONS = parse_options()
torch.set_flush_denormal(True)  # Before there are threads: they take it over from the one that makes them.
torch.set_num_threads(OPTIONS.threads)

import models  # noqa: E402
import tensors  # noqa: E402
from workloads import MODELS, Evaluation, Training  # noqa: E402


class Worker:
    def __init__(self):
        self.model = MODELS[OPTIONS.model](OPTIONS.samples)
        self.parameters = self.work = None

    def load(self, path):
        found = tensors.read(path)
        self.parameters = tensors.under(found, "parameters.")
        noise = [value for _, value in sorted(tensors.under(found, "noise.").items())]
        models.load(self.model, self.parameters)
        with torch.no_grad():
            bound = self.model.log_weights(found["batch"], noise).logsumexp(1).mean().item()
        log_weights = torch.compile(self.model.log_weights) if OPTIONS.compile else self.model.log_weights
        work = Evaluation if OPTIONS.evaluate else Training
        self.work = work(self.model, log_weights, found["batch"], OPTIONS.samples)
        return {"bound": bound}

    def warm(self, seconds):
        steps, start = 0, time.perf_counter()
        while steps < 2 or time.perf_counter() - start < float(seconds):
            self.work.step()
            steps += 1
        return {"steps": steps, "ms": 1e3 * (time.perf_counter() - start) / steps}

    def run(self, steps):
        models.load(self.model, self.parameters)
        for _ in range(2):
            self.work.step()
        start = time.perf_counter()
        for _ in range(int(steps)):
            self.work.step()
        return {"ms": 1e3 * (time.perf_counter() - start) / int(steps), "peak_memory_mb": peak_memory()}

    def facts(self):
        return {"torch": f"PyTorch {torch.__version__}", "threads": torch.get_num_threads()}


def peak_memory():
    """The most resident memory so far, in megabytes of 10^6 bytes."""
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) * 1024 / 1e6 for line in status if line.startswith("VmHWM:"))
    except FileNotFoundError:
        import resource  # Where there is no /proc; in bytes on macOS.

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def main():
    worker = Worker()
    for line in sys.stdin:
        command, *arguments = line.split(maxsplit=1)
        if command not in ("load", "warm", "run", "facts"):
            sys.exit(f"'{command}' is no command; there are load, warm, run and facts.")
        print(json.dumps(getattr(worker, command)(*[argument.strip() for argument in arguments])), flush=True)


if __name__ == "__main__":
    main()
