namespace Hiwae.Laws.ClosedForms;

/// <summary>
/// log p(x | y) of the linear-Gaussian models, of the values that are present, read off the parameters. What is missing is zero where it is
/// a condition.
/// </summary>
internal static class ClosedForm
{
    /// <summary>
    /// Why p(x) of a model has no closed form here, as a clause; null where it has: x a linear map of z and of what is given, plus normal noise; z standard
    /// normal, or a mixture of normal densities.
    /// </summary>
    public static string? Obstacle(ModelDescription model)
    {
        if (!model.Observed.Any())
            return "the model has no observed variable";
        var factors = model.Factors.Where(f => f.Kind == FactorKind.P).ToArray();
        if (model.Steps > 0)
            return "the model is of a sequence";
        if (model.Variables.FirstOrDefault(v => v.IsEnumerated) is { } enumerated)
            return $"{enumerated.Name} is summed over";
        if (factors.FirstOrDefault(f => f.Flow is not null) is { } flowing)
            return $"the generative factor of {flowing.Variable} has a flow";
        if (factors.FirstOrDefault(f => f.Density != nameof(Normal) || f.IsTarget) is { } other)
            return $"the generative factor of {other.Variable} is not normal";
        if (factors.FirstOrDefault(f => f.Layers.Length > 0 || f.Net is not null || f.Context is not null) is { } curved)
            return $"the generative factor of {curved.Variable} is not linear";
        var roles = model.Variables.ToDictionary(v => v.Name, v => v.Role);
        if (factors.FirstOrDefault(f => f.Conditions.Any(name => roles[name] == Role.Feature)) is { } featured)
            return $"the generative factor of {featured.Variable} looks at a feature";
        var observed = factors.Where(f => roles[f.Variable] == Role.Observed).ToArray();
        if (observed.FirstOrDefault(f => f.Conditions.Any(name => roles[name] == Role.Observed) || f.Parents.Length == 0 || f.Components > 1) is { } chained)
            return $"the generative factor of {chained.Variable} is no linear map of latent variables";
        var latent = factors.Where(f => roles[f.Variable] == Role.Latent).ToArray();
        if (latent.FirstOrDefault(f => f.Conditions.Any()) is { } dependent)
            return observed.Any(f => f.Conditions.Any(name => roles[name] == Role.Latent)) ? $"the prior of {dependent.Variable} has parents" : null;
        return latent.Length == 1 || latent.All(f => f is { Components: 1, PseudoInputs: 0, Submodule: null })
            ? PosteriorsObstacle(model, latent)
            : "several priors are learned";
    }

    private static string? PosteriorsObstacle(ModelDescription model, FactorDescription[] latent) =>
        latent.FirstOrDefault(f => f.PseudoInputs > 0) is { } posteriors
        && model.Factors.Single(f => f.Kind == FactorKind.Q && f.Variable == posteriors.Variable) is { } q
        && (q.Layers.Length > 0 || q.Net is not null || q.Context is not null || q.Density != nameof(Normal) || q.Distinct
            || q.Parents.Any(name => model.Variables.Single(v => v.Name == name).Role is not (Role.Observed or Role.Given)))
            ? "the prior is a mixture of proposals that are not linear"
            : null;

    /// <summary>
    /// x | z, y ~ N(W z + V y + b, diag s²) with z from a mixture of N(m_c, diag t_c²), the standard normal where there is
    /// no other: log Σ_c π_c N(x; W m_c + V y + b, W diag(t_c²) Wᵀ + diag s²).
    /// </summary>
    /// <param name="network">The model.</param>
    /// <param name="datum">The data, each [1, size].</param>
    public static double LogMarginal<TModel>(ModelNetwork<TModel> network, Observation datum) where TModel : class, IModel<TModel>
    {
        var parameters = network.state_dict();
        var data = TModel.Description.Data.Zip(datum.Values).ToDictionary(pair => pair.First.Name, pair => Values(pair.Second));
        var rows = TModel.Description.Observed.SelectMany(variable => Rows(TModel.Description, variable, parameters, data)).ToArray();
        if (rows.Length == 0)
            return 0;
        var terms = Prior.Of(TModel.Description, parameters).Select(prior => prior.LogWeight + LogDensity(rows, prior)).ToArray();
        var largest = terms.Max();
        return largest + Math.Log(terms.Sum(term => Math.Exp(term - largest)));
    }

    private static double LogDensity(Row[] rows, Prior prior)
    {
        var covariance = new double[rows.Length, rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < rows.Length; j++)
            {
                covariance[i, j] = i == j ? rows[i].Scale * rows[i].Scale : 0;
                for (var k = 0; k < prior.Mean.Length; k++)
                    covariance[i, j] += rows[i].Weights[k] * rows[j].Weights[k] * prior.Scale[k] * prior.Scale[k];
            }
        }

        var deviation = Array.ConvertAll(rows, row => row.Deviation - row.Weights.Zip(prior.Mean, (weight, mean) => weight * mean).Sum());
        return new Cholesky(covariance).LogNormalDensity(deviation);
    }

    /// <summary>The values of an observed variable that are present.</summary>
    private static IEnumerable<Row> Rows(
        ModelDescription model, VariableDescription variable, Dictionary<string, Tensor> parameters, Dictionary<string, double[]> data)
    {
        var factor = variable.Factors.Single(f => f.Kind == FactorKind.P);
        var (weight, bias) = (Values(parameters[$"{factor.Submodule}.head.weight"]), Values(parameters[$"{factor.Submodule}.head.bias"]));
        var columns = weight.Length / bias.Length;
        var latents = model.Variables.Where(v => v.Role == Role.Latent).ToArray();
        for (var i = 0; i < variable.Size; i++)
        {
            if (IsMissing(variable, i, data))
                continue;
            var (row, deviation, column) = (new double[latents.Sum(v => v.Size)], data[variable.Name][i] - bias[i], 0);
            foreach (var parent in factor.Parents.Select(name => model.Variables.Single(v => v.Name == name)))
            {
                var start = latents.TakeWhile(v => v != parent).Sum(v => v.Size);
                for (var k = 0; k < parent.Size; k++, column++)
                {
                    if (parent.Role != Role.Latent)
                        deviation -= weight[(i * columns) + column] * (IsMissing(parent, k, data) ? 0 : data[parent.Name][k]);
                    else
                        row[start + k] = weight[(i * columns) + column];
                }
            }

            yield return new(row, deviation, Math.Exp(bias[variable.Size + i]));
        }
    }

    private static bool IsMissing(VariableDescription variable, int i, Dictionary<string, double[]> data) =>
        variable.Mask is { } mask && data[mask] is var present && present[present.Length == 1 ? 0 : i] == 0;

    private static double[] Values(Tensor tensor) => [.. tensor.detach().to_type(ScalarType.Float64).contiguous().data<double>()];

    /// <summary>One observed value: weights · z, its distance from V y + b, and the scale of its noise.</summary>
    private sealed record Row(double[] Weights, double Deviation, double Scale);

    /// <summary>A component of p(z), over the values of all latent variables.</summary>
    private sealed record Prior(double LogWeight, double[] Mean, double[] Scale)
    {
        public static IEnumerable<Prior> Of(ModelDescription model, Dictionary<string, Tensor> parameters)
        {
            var latents = model.Variables.Where(v => v.Role == Role.Latent).ToArray();
            var factor = latents[0].Factors.Single(f => f.Kind == FactorKind.P);
            var size = latents.Sum(v => v.Size);
            if (factor.PseudoInputs > 0)
                return Posteriors(latents[0].Factors.Single(f => f.Kind == FactorKind.Q), factor, size, parameters);
            if (factor.Components == 1)
                return [new(0, new double[size], [.. Enumerable.Repeat(1.0, size)])];
            var raw = Values(parameters[$"{factor.Submodule}.raw"]);
            var normaliser = Math.Log(raw[..factor.Components].Sum(Math.Exp));
            return Enumerable.Range(0, factor.Components).Select(c =>
            {
                var block = raw.AsSpan(factor.Components + (2 * size * c), 2 * size).ToArray();
                return new Prior(raw[c] - normaliser, block[..size], [.. block[size..].Select(Math.Exp)]);
            });
        }

        /// <summary>N(A u_c + a, diag t²), with A, a and t of the proposal.</summary>
        private static IEnumerable<Prior> Posteriors(
            FactorDescription q, FactorDescription p, int size, Dictionary<string, Tensor> parameters)
        {
            var (weight, bias) = (Values(parameters[$"{q.Submodule}.head.weight"]), Values(parameters[$"{q.Submodule}.head.bias"]));
            var columns = weight.Length / bias.Length;
            return Values(parameters[$"{p.Submodule}.raw"]).Chunk(columns).Select(u => new Prior(
                -Math.Log(p.PseudoInputs),
                [.. Enumerable.Range(0, size).Select(i => bias[i] + u.Select((value, k) => weight[(i * columns) + k] * value).Sum())],
                [.. bias[size..].Select(Math.Exp)]));
        }
    }
}
