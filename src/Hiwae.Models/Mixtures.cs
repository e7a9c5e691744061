namespace Hiwae.Models;

/// <summary>Mixture proposals without an auxiliary (multiple importance sampling, Kviman et al. 2022): five heads on one trunk, a draw from each, balance over all.</summary>
[Model(Samples = 5, Heads = 5, Weights = Weights.Balance)]
public sealed partial record Miselbo(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
    [Shape(50), P<Normal>, Q<Normal>(nameof(X), Hidden = [200, 200], Distinct = true)] Tensor Z);

/// <summary>The stratified importance-weighted autoencoder of Morningstar et al. (2021): one mixture of five heads as the proposal, two draws from each.</summary>
[Model(Samples = 10, Heads = 5, Weights = Weights.Balance)]
public sealed partial record Siwae(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
    [Shape(50), P<Normal>, Q<Normal>(nameof(X), Hidden = [200, 200], Distinct = true)] Tensor Z);
