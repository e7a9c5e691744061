#!/usr/bin/env python3
"""The model `iwae` of src/Hiwae.Models, written by hand on PyTorch.

The importance-weighted autoencoder of Burda, Grosse and Salakhutdinov (2016): 784-200-200-50, tanh, Bernoulli pixels,
trained with Adam on images that are binarised anew at every epoch, and evaluated on the test images, binarised once.
Prints one JSON object on standard output and its progress on standard error.
"""
import argparse
import gzip
import json
import math
import resource
import struct
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

HALF_LOG_TWO_PI = 0.5 * math.log(2 * math.pi)


def read_images(folder, stem):
    """The images of an IDX file, gzip or not, as a float tensor [images, pixels] in [0, 1]."""
    path = next((p for p in (folder / stem, folder / (stem + ".gz")) if p.exists()), None)
    if path is None:
        sys.exit(f"{folder} holds neither {stem} nor {stem}.gz; give the folder of the four MNIST files with --data.")
    with (gzip.open if path.suffix == ".gz" else open)(path, "rb") as file:
        magic, count, height, width = struct.unpack(">IIII", file.read(16))
        if magic != 0x803:
            sys.exit(f"{path} starts with {magic:#x}, not with 0x803: it is no IDX file of images.")
        pixels = np.frombuffer(file.read(count * height * width), dtype=np.uint8)
    return torch.from_numpy(pixels.reshape(count, height * width).astype(np.float32) / 255)


def binarise(pixels, generator=None):
    """Zeros and ones, each pixel one with its intensity as probability."""
    return (torch.rand(pixels.shape, generator=generator) < pixels).float()


def dense(sizes, outputs):
    """Hidden layers with tanh, then a linear one; Glorot's uniform weights and zero biases."""
    layers = []
    for inputs, width in zip(sizes, sizes[1:]):
        layers += [nn.utils.skip_init(nn.Linear, inputs, width), nn.Tanh()]
    layers.append(nn.utils.skip_init(nn.Linear, sizes[-1], outputs))
    for layer in layers:
        if isinstance(layer, nn.Linear):
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)
    return nn.Sequential(*layers)


class Iwae(nn.Module):
    def __init__(self, pixels=784, hidden=200, latent=50):
        super().__init__()
        self.decoder = dense([latent, hidden, hidden], pixels)
        self.encoder = dense([pixels, hidden, hidden], 2 * latent)

    def log_weights(self, x, samples):
        """log p(x, z) - log q(z | x) for so many draws of z, [batch, samples]."""
        x = x.unsqueeze(1)
        mean, log_scale = self.encoder(x).chunk(2, dim=-1)
        noise = torch.randn(len(x), samples, mean.shape[-1])
        z = mean + log_scale.exp() * noise
        log_q = (-0.5 * noise**2 - log_scale - HALF_LOG_TWO_PI).sum(-1)
        log_prior = (-0.5 * z**2 - HALF_LOG_TWO_PI).sum(-1)
        logits = self.decoder(z)
        log_likelihood = -nn.functional.binary_cross_entropy_with_logits(logits, x.expand_as(logits), reduction="none").sum(-1)
        return log_likelihood + log_prior - log_q

    def bound(self, x, samples):
        """The importance-weighted bound in nats, [batch]."""
        return torch.logsumexp(self.log_weights(x, samples), 1) - math.log(samples)


def train(model, images, options):
    optimizer = torch.optim.Adam(model.parameters(), lr=options.learning_rate)
    seconds = []
    for epoch in range(1, options.epochs + 1):
        start, total = time.perf_counter(), 0.0
        for indices in torch.randperm(len(images)).split(options.batch):
            x = binarise(images[indices])
            bound = model.bound(x, options.samples).mean()
            optimizer.zero_grad(set_to_none=True)
            (-bound).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 100)
            optimizer.step()
            total += bound.item() * len(indices)
        seconds.append(time.perf_counter() - start)
        print(f"epoch {epoch}: bound {total / len(images):.2f}, {seconds[-1]:.1f} s", file=sys.stderr)
    return seconds


@torch.no_grad()
def evaluate(model, images, samples, images_at_a_time):
    """The bound of every image, with so many samples."""
    return torch.cat([model.bound(x, samples) for x in images.split(images_at_a_time)]).double()


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with MNIST's IDX files, gzip or not")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--samples", type=int, default=5, help="K, samples per image in training")
    parser.add_argument("--batch", type=int, default=100)
    parser.add_argument("--learning-rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--test-samples", type=int, default=1000, help="samples per test image")
    parser.add_argument("--limit", type=int, help="evaluate on so many test images only")
    parser.add_argument("--threads", type=int, help="by default as many as PyTorch takes")
    parser.add_argument("--json", action="store_true", help="accepted for symmetry; the output is JSON in any case")
    return parser.parse_args()


def main():
    options = parse_options()
    if options.threads:
        torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    train_images = read_images(options.data, "train-images-idx3-ubyte")[:50_000]
    test_images = read_images(options.data, "t10k-images-idx3-ubyte")[: options.limit]
    test_images = binarise(test_images, torch.Generator().manual_seed(20260101))

    model = Iwae(pixels=train_images.shape[1])
    seconds = train(model, train_images, options)
    start = time.perf_counter()
    test_bound = evaluate(model, test_images, options.samples, 500).mean().item()
    log_likelihood = evaluate(model, test_images, options.test_samples, 20)
    result = {
        "model": "iwae",
        "peer": f"torch {torch.__version__}",
        "epochs": options.epochs,
        "samples": options.samples,
        "seed": options.seed,
        "threads": torch.get_num_threads(),
        "seconds": sum(seconds),
        "seconds_per_epoch": float(np.median(seconds)) if seconds else None,
        "images_per_second": len(train_images) * len(seconds) / sum(seconds) if seconds else None,
        "test_bound": test_bound,
        "test_nll": -log_likelihood.mean().item(),
        "test_nll_standard_error": log_likelihood.std().item() / math.sqrt(len(log_likelihood)) if len(log_likelihood) > 1 else None,
        "test_nll_samples": options.test_samples,
        "test_images": len(log_likelihood),
        "evaluation_seconds": time.perf_counter() - start,
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
