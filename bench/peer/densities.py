"""Log-densities in nats, summed over the last dimension. A normal density's raw parameters are a block of means, then one of log scales."""
import math

import torch
from torch.nn import functional as F

HALF_LOG_TWO_PI = 0.5 * math.log(2 * math.pi)


def bernoulli(logits, value):
    """[..., size] against [..., size], broadcast. A little faster than the library's cross-entropy, and the same."""
    return (value * logits - F.softplus(logits)).sum(-1)


def poisson(log_rate, value):
    """Counts under the logarithms of their rates."""
    return (value * log_rate - log_rate.exp()).sum(-1) - torch.lgamma(value + 1).sum(-1)


def normal(raw, value):
    mean, log_scale = raw.chunk(2, dim=-1)
    return (-0.5 * ((value - mean) * torch.exp(-log_scale)) ** 2 - log_scale - HALF_LOG_TWO_PI).sum(-1)


def standard_normal(value):
    return (-0.5 * value**2 - HALF_LOG_TWO_PI).sum(-1)


def draw(raw, noise):
    """A normal density's draw, from standard normal noise."""
    mean, log_scale = raw.chunk(2, dim=-1)
    return mean + log_scale.exp() * noise
