"""The networks. Submodules carry the names that Hiwae gives them, so that its parameters can be loaded."""
from collections import OrderedDict

import torch
from torch import nn
from torch.nn.utils import weight_norm


def dense(inputs, hidden, outputs):
    """Hidden layers with tanh, then a linear one."""
    layers = OrderedDict()
    for i, width in enumerate(hidden):
        layers[f"layer{i}"] = nn.Linear(inputs, width)
        layers[f"tanh{i}"] = nn.Tanh()
        inputs = width
    layers["head"] = nn.Linear(inputs, outputs)
    return nn.Sequential(layers)


def join(*parts):
    """Inputs [batch, 1 or samples, size], joined along the last dimension."""
    samples = max(part.shape[1] for part in parts)
    return torch.cat([part.expand(-1, samples, -1) for part in parts], dim=-1)


class Residual(nn.Module):
    """S(x) + B f(A(x)) with weight normalisation; S is a map where the shape changes, else the identity."""

    def __init__(self, inner, outer, skip=None, last=False):
        super().__init__()
        self.inner = weight_norm(inner)
        self.outer = weight_norm(outer)
        self.skip = nn.Identity() if skip is None else weight_norm(skip)
        self.elu = nn.ELU()
        self.after = nn.Identity() if last else nn.ELU()

    def forward(self, x):
        return self.after(self.skip(x) + self.outer(self.elu(self.inner(x))))


def residual_conv(inputs, outputs, stride=1, last=False):
    inner = nn.Conv2d(inputs, outputs, 3, stride, padding=1)
    outer = nn.Conv2d(outputs, outputs, 3, padding=1)
    same = inputs == outputs and stride == 1
    return Residual(inner, outer, None if same else nn.Conv2d(inputs, outputs, 3, stride, padding=1), last)


def residual_dense(inputs, outputs, last=False):
    return Residual(
        nn.Linear(inputs, outputs),
        nn.Linear(outputs, outputs),
        None if inputs == outputs else nn.Linear(inputs, outputs),
        last)


class Crop(nn.Module):
    """The upper left corner of images."""

    def __init__(self, height, width):
        super().__init__()
        self.height, self.width = height, width

    def forward(self, x):
        return x[..., : self.height, : self.width]


class Conditioned(nn.Module):
    """A dense layer with weight normalisation, scaled and shifted by a context: (1 + U c) * W x + b + V c."""

    def __init__(self, inputs, context, outputs):
        super().__init__()
        self.linear = weight_norm(nn.Linear(inputs, outputs, bias=False))
        self.scale = nn.Linear(context, outputs, bias=False)
        self.shift = nn.Linear(context, outputs)

    def forward(self, x, context):
        return (1 + self.scale(context)) * self.linear(x) + self.shift(context)


class InContext(nn.Module):
    """Two conditioned layers with ELU, then a linear one."""

    def __init__(self, inputs, context, hidden, outputs):
        super().__init__()
        self.layer0 = Conditioned(inputs, context, hidden)
        self.layer1 = Conditioned(hidden, context, hidden)
        self.head = nn.Linear(hidden, outputs)
        self.elu = nn.ELU()

    def forward(self, x, context):
        x = self.elu(self.layer0(x, context))
        return self.head(self.elu(self.layer1(x, context)))
