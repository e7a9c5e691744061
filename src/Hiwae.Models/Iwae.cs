namespace Hiwae.Models;

/// <summary>A variational autoencoder (Kingma and Welling 2014): one sample, no auxiliary.</summary>
[Model(Samples = 1)]
public sealed partial record Vae(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
    [Shape(50), P<Normal>, Q<Normal>(nameof(X), Hidden = [200, 200])] Tensor Z);

/// <summary>The importance-weighted autoencoder of Burda et al. (2016): independent proposals, no auxiliary.</summary>
[Model(Samples = 5)]
public sealed partial record Iwae(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
    [Shape(50), P<Normal>, Q<Normal>(nameof(X), Hidden = [200, 200])] Tensor Z);

/// <summary>The β-VAE of Higgins et al. (2017): what the latent variables tell of an image counts four times in training.</summary>
[Model(KlWeight = 4)]
public sealed partial record BetaVae(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
    [Shape(50), P<Normal>, Q<Normal>(nameof(X), Hidden = [200, 200])] Tensor Z);

/// <summary>The importance-weighted autoencoder trained on the VR-IWAE bound of Daudel et al. (2023): a mean of the weights between ŵ and the evidence lower bound.</summary>
[Model(Name = "vr-iwae", Samples = 5, Alpha = 0.3, Gradient = Gradient.DoublyReparameterised)]
public sealed partial record VrIwae(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
    [Shape(50), P<Normal>, Q<Normal>(nameof(X), Hidden = [200, 200])] Tensor Z);

/// <summary>The importance-weighted autoencoder of Burda et al. (2016) with two stochastic layers.</summary>
[Model(Samples = 5)]
public sealed partial record IwaeTwoLayer(
    [Shape(784), P<Bernoulli>(nameof(Z1), Hidden = [200, 200])] Tensor X,
    [Shape(100), P<Normal>(nameof(Z2), Hidden = [100, 100]), Q<Normal>(nameof(X), Hidden = [200, 200])] Tensor Z1,
    [Shape(50), P<Normal>, Q<Normal>(nameof(Z1), Hidden = [100, 100])] Tensor Z2);
