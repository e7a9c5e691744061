"""What is measured: a training step, or an evaluation with many samples for each image."""
import math

import torch

import models

MODELS = {
    "iwae": lambda samples: models.Iwae(),
    "hiwae": models.Hiwae,
    "hiwae-conv": models.HiwaeConv,
    "small-hiwae": models.SmallHiwae,
    "count-table": lambda samples: models.CountTable(),
    "flow-prior": lambda samples: models.FlowPrior(),
}

# Samples of all images that an evaluation holds at a time.
ROWS = 5_000


class Training:
    """Steps of Adam on one batch: draw the noise, compute the bound and its gradient, update."""

    def __init__(self, model, log_weights, batch, samples):
        self.model, self.log_weights, self.batch, self.samples = model, log_weights, batch, samples
        self.optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, foreach=True)

    def step(self):
        noise = [torch.randn(shape) for shape in self.model.noise_shapes(len(self.batch), self.samples)]
        bound = self.log_weights(self.batch, noise).logsumexp(1).mean()
        self.optimizer.zero_grad(set_to_none=True)
        (-bound).backward()
        self.optimizer.step()
        return bound.item()


class Evaluation:
    """log (1/S sum of w) of each image, so many samples at a time."""

    def __init__(self, model, log_weights, images, samples):
        self.model, self.log_weights, self.images, self.samples = model, log_weights, images, samples

    @torch.no_grad()
    def step(self):
        """One block of images; their mean log-likelihood."""
        at_once = max(1, ROWS // len(self.images))
        parts = []
        for start in range(0, self.samples, at_once):
            count = min(at_once, self.samples - start)
            noise = [torch.randn(shape) for shape in self.model.noise_shapes(len(self.images), count)]
            parts.append(self.log_weights(self.images, noise).logsumexp(1) + math.log(count))
        return (torch.stack(parts).logsumexp(0) - math.log(self.samples)).mean().item()
