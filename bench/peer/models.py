"""The benchmarked models, as one would write them by hand.

log_weights(x, noise) gives the logarithms of the weighted importance weights, log(pi_j w_j), [batch, samples]; their log-sum-exp over
the samples is the bound. The noise is standard normal, one tensor for each shape that noise_shapes lists.
"""
import math
from collections import OrderedDict

import torch
from torch import nn

from densities import bernoulli, draw, normal, poisson, standard_normal
from layers import Crop, Images, InContext, dense, join, residual_conv, residual_dense


class Iwae(nn.Module):
    """Independent proposals (Burda, Grosse and Salakhutdinov 2016)."""

    def __init__(self, pixels=784, hidden=(200, 200), latent=50):
        super().__init__()
        self.latent = latent
        self.p_x = dense(latent, hidden, pixels)
        self.q_z = dense(pixels, hidden, 2 * latent)

    def noise_shapes(self, batch, samples):
        return [(batch, samples, self.latent)]

    def log_weights(self, x, noise):
        x = x.unsqueeze(1)
        q_z = self.q_z(x)
        z = draw(q_z, noise[0])
        log_w = bernoulli(self.p_x(z), x) + standard_normal(z) - normal(q_z, z)
        return log_w - math.log(log_w.shape[1])


class CountTable(Iwae):
    """Counts whose log rates a latent variable gives; the encoder reads their logarithms."""

    def __init__(self, size=20, hidden=(64,), latent=5):
        super().__init__(size, hidden, latent)

    def log_weights(self, x, noise):
        x = x.unsqueeze(1)
        q_z = self.q_z(x.log1p())
        z = draw(q_z, noise[0])
        log_w = poisson(self.p_x(z), x) + standard_normal(z) - normal(q_z, z)
        return log_w - math.log(log_w.shape[1])


class Couplings(nn.Module):
    """log p(z) under a standard normal density behind four couplings, which change one value by the other, in turn (Dinh et al. 2017)."""

    BOUND = 2

    def __init__(self):
        super().__init__()
        self.layer0, self.layer2, self.layer4, self.layer6 = (dense(1, (64,), 2) for _ in range(4))

    def forward(self, z):
        first, second = z.chunk(2, dim=-1)
        total = 0
        for i, layer in enumerate((self.layer6, self.layer4, self.layer2, self.layer0)):
            # What comes out of one coupling goes into the one before it with its values exchanged.
            if i > 0:
                first, second = second, first
            scale, shift = layer(first).chunk(2, dim=-1)
            scale = torch.tanh(scale / self.BOUND) * self.BOUND
            second = (second - shift) * torch.exp(-scale)
            total = total + scale
        return standard_normal(torch.cat([first, second], dim=-1)) - total.squeeze(-1)


class FlowPrior(Iwae):
    """Independent proposals, and a prior on the plane that couplings bend."""

    def __init__(self):
        super().__init__(latent=2)
        self.flow_p_z = Couplings()

    def log_weights(self, x, noise):
        x = x.unsqueeze(1)
        q_z = self.q_z(x)
        z = draw(q_z, noise[0])
        log_w = bernoulli(self.p_x(z), x) + self.flow_p_z(z) - normal(q_z, z)
        return log_w - math.log(log_w.shape[1])


class Hierarchical(nn.Module):
    """Proposals that share an auxiliary draw, each with a head of its own, weighted by the balance heuristic (Huang et al. 2019)."""

    def __init__(self, samples, latent):
        super().__init__()
        self.samples, self.latent = samples, latent

    def noise_shapes(self, batch, samples):
        return [(batch, 1, self.latent), (batch, samples, self.latent)]

    def log_weights(self, x, noise):
        x = x.unsqueeze(1)
        context = self.context(x)
        q_z0 = self.auxiliary(context)
        z0 = draw(q_z0, noise[0])
        # There is one z0 for all samples, so that the heads need no plate: [batch, heads, parameters], and sample j reads head j.
        q_z = self.proposals(z0, context).view(len(x), self.samples, 2 * self.latent)
        z = draw(q_z, noise[1])
        # log q_i(z_j), [batch, samples j, heads i]
        log_q = normal(q_z.unsqueeze(1), z.unsqueeze(2))
        log_w = (
            self.likelihood(z, x)
            + standard_normal(z)
            + normal(self.reverse(z, context), z0)
            - log_q.diagonal(dim1=1, dim2=2)
            - normal(q_z0, z0)
        )
        log_pi = log_q.diagonal(dim1=1, dim2=2) - log_q.logsumexp(-1)
        return log_w + log_pi


class Hiwae(Hierarchical):
    """Dense networks."""

    def __init__(self, samples=5, pixels=784, hidden=(200, 200), latent=50):
        super().__init__(samples, latent)
        self.p_x = dense(latent, hidden, self.raw_size(pixels))
        self.q_z = dense(latent + pixels, hidden, samples * 2 * latent)
        self.q_z0 = dense(pixels, hidden, 2 * latent)
        self.r_z0 = dense(latent + pixels, hidden, 2 * latent)

    def raw_size(self, pixels):
        return pixels

    def context(self, x):
        return x

    def auxiliary(self, x):
        return self.q_z0(x)

    def proposals(self, z0, x):
        return self.q_z(join(z0, x))

    def reverse(self, z, x):
        return self.r_z0(join(z, x))

    def likelihood(self, z, x):
        return bernoulli(self.p_x(z), x)


class SmallHiwae(Hiwae):
    """Points in the plane."""

    def __init__(self, samples=10, size=2, hidden=(64,), latent=2):
        super().__init__(samples, size, hidden, latent)

    def raw_size(self, size):
        return 2 * size

    def likelihood(self, z, x):
        return normal(self.p_x(z), x)


class HiwaeConv(Hierarchical):
    """Residual convolutions with normalised weights, and one context for all proposals."""

    def __init__(self, samples=5, latent=32, context=100):
        super().__init__(samples, latent)
        upsample = dict(scale_factor=2, mode="bilinear", align_corners=False)
        self.f_h = nn.Sequential(OrderedDict(
            images=Images(1, 28, 28, torch.channels_last),
            layer0=residual_conv(1, 16, stride=2),
            layer1=residual_conv(16, 16),
            layer2=residual_conv(16, 32, stride=2),
            layer3=residual_conv(32, 32),
            layer4=residual_conv(32, 32, stride=2),
            layer5=nn.Flatten(),
            layer6=residual_dense(512, context),
        ))
        self.p_x = nn.Sequential(OrderedDict(
            layer0=residual_dense(latent, 100),
            layer1=residual_dense(100, 512),
            layer2=Images(32, 4, 4, torch.channels_last),
            layer3=nn.Upsample(**upsample),
            layer4=residual_conv(32, 32),
            layer5=residual_conv(32, 32),
            layer6=Crop(7, 7),
            layer7=nn.Upsample(**upsample),
            layer8=residual_conv(32, 16),
            layer9=residual_conv(16, 16),
            layer10=nn.Upsample(**upsample),
            layer11=residual_conv(16, 1, last=True),
        ))
        self.q_z0 = dense(context, (), 2 * latent)
        self.q_z = InContext(latent, context, 100, samples * 2 * latent)
        self.r_z0 = InContext(latent, context, 100, 2 * latent)

    def context(self, x):
        return self.f_h(x.flatten(0, 1)).unsqueeze(1)

    def auxiliary(self, h):
        return self.q_z0(h)

    def proposals(self, z0, h):
        return self.q_z(z0, h)

    def reverse(self, z, h):
        return self.r_z0(z, h)

    def likelihood(self, z, x):
        logits = self.p_x(z.flatten(0, 1)).reshape(*z.shape[:2], -1)
        return bernoulli(logits, x)


def load(model, tensors):
    """Sets the parameters from Hiwae's, which have the same names but for weight normalisation, whose gains are vectors."""
    state = model.state_dict()
    loaded = {}
    for name, value in tensors.items():
        if name.endswith("direction"):
            name = _normalised(state, name[: -len("direction")], "weight_v")
        elif name.endswith("gain"):
            name = _normalised(state, name[: -len("gain")], "weight_g")
        elif name.endswith(".bias") and name not in state:
            name = name[: -len("bias")] + "shift.bias"
        elif name.endswith((".scale", ".shift")):
            name += ".weight"
        loaded[name] = value.view_as(state[name])
    model.load_state_dict(loaded)


def _normalised(state, prefix, kind):
    return prefix + kind if prefix + kind in state else f"{prefix}linear.{kind}"
