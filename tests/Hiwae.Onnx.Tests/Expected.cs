namespace Hiwae.Onnx.Tests;

/// <summary>What the files of a model should give, computed by the network itself.</summary>
internal static class Expected
{
    /// <summary>
    /// The encoder against proposals without noise, where each draw is its mean, and against proposals with noise in one draw, which is then off its mean by its scale. Every Q is
    /// to be normal.
    /// </summary>
    public static void OfEncoder<TModel>(ModelNetwork<TModel> network, OnnxModel file, Observation data) where TModel : class, IModel<TModel>
    {
        var found = Runtime.Run(file.ToBytes(), file.Inputs.Select(input => (input.Name, Data<TModel>(data, input))));
        var drawn = VariableOrder.Of(TModel.Description, FactorKind.Q);
        Assert.Equal(2 * drawn.Length, found.Count);
        var means = network.Propose(data, network.Samples, new Still()).Trace;
        foreach (var (place, variable) in drawn.Index())
        {
            var mean = Value(means, variable);
            Same(variable, mean, found[Name(variable) + "_mean"], "mean");
            Same(variable, Value(network.Propose(data, network.Samples, new Still(place)).Trace, variable) - mean, found[Name(variable) + "_scale"], "scale");
        }
    }

    /// <summary>The decoder against <c>Decode</c>, at what some proposals drew.</summary>
    public static void OfDecoder<TModel>(ModelNetwork<TModel> network, OnnxModel file, Observation data, Noise noise) where TModel : class, IModel<TModel>
    {
        var trace = network.Propose(data, network.Samples, noise).Trace;
        var decoded = network.Decode(trace);
        var found = Runtime.Run(file.ToBytes(), file.Inputs.Select(input =>
        {
            var variable = Variable<TModel>(input.Name);
            var value = Value(trace, variable);
            return (input.Name, (variable.InPlate ? value.narrow(1, 0, 1) : value).reshape([-1, .. variable.Shape.Select(n => (long)n)]));
        }));
        Assert.Equal(TModel.Description.Observed.Count(), found.Count);
        foreach (var (variable, output) in TModel.Description.Observed.Zip(file.Outputs))
            Runtime.Same(Value(decoded, variable).narrow(1, 0, 1).squeeze(1), found[output.Name], $"{variable.Name}'s mean");
    }

    private static string Name(VariableDescription variable) => char.ToLowerInvariant(variable.Name[0]) + variable.Name[1..];

    private static VariableDescription Variable<TModel>(string name) where TModel : class, IModel<TModel> => TModel.Description.Variables.Single(variable => Name(variable) == name);

    private static Tensor Value<TModel>(TModel trace, VariableDescription variable) where TModel : class, IModel<TModel> =>
        trace.Variables[TModel.Description.Variables.IndexOf(variable)];

    /// <summary>Data as a file takes them: as they are declared.</summary>
    private static Tensor Data<TModel>(Observation data, OnnxTensor input) where TModel : class, IModel<TModel>
    {
        var variables = TModel.Description.Data.ToList();
        return data.Values[variables.FindIndex(variable => Name(variable) == input.Name)].reshape([-1, .. input.Shape.Select(n => (long)n)]);
    }

    /// <summary>What is the same for all proposals a file gives once, and of heads that draw several times each head once.</summary>
    private static void Same(VariableDescription variable, Tensor expected, Tensor found, string what)
    {
        var (batch, size) = (expected.shape[0], variable.Size);
        var each = found.reshape(batch, -1, size);
        var wanted = expected.reshape(batch, -1, size);
        Runtime.Same(wanted, each.repeat(1, wanted.shape[1] / each.shape[1], 1), $"{variable.Name}'s {what}");
        Assert.Equal([batch, .. each.shape[1] > 1 ? [each.shape[1]] : Array.Empty<long>(), .. variable.Shape.Select(n => (long)n)], found.shape);
    }
}
