using System.Reflection;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Hiwae.Generators.Tests.Properties;

/// <summary>The function of a network that decodes latent values alone, found as its parameters name them.</summary>
internal static class Decoding
{
    /// <summary>How it differs from decoding a whole trace with one sample, or is not as declared; null where all is right.</summary>
    public static string? Fault<TModel>(ModelNetwork<TModel> network, TModel trace, TModel decoded) where TModel : class, IModel<TModel>
    {
        var model = TModel.Description;
        var function = network.GetType().GetMethods().SingleOrDefault(method => method.Name == "Decode" && method.GetParameters().All(parameter => parameter.ParameterType == typeof(Tensor)));
        var needed = Needed(model);
        if (function is null)
            return needed.Count == 0 ? null : "there is no function that decodes latent values";
        if (function.GetParameters().Length != needed.Count)
            return $"decoding takes {function.GetParameters().Length} values instead of {string.Join(", ", needed)}";
        var values = model.Variables.Zip(trace.Variables).ToDictionary(pair => pair.First.Name, pair => pair.First.InPlate ? pair.Second.squeeze(1) : pair.Second);
        var result = function.Invoke(network, [.. needed.Select(name => values[name])])!;
        Tensor[] means = result is ITuple tuple ? [.. Enumerable.Range(0, tuple.Length).Select(i => (Tensor)tuple[i]!)] : [(Tensor)result];
        var whole = model.Variables.Zip(decoded.Variables).Where(pair => pair.First.Role == Role.Observed).Select(pair => pair.Second.squeeze(1)).ToArray();
        return means.Length == whole.Length && means.Zip(whole).All(pair => pair.First.shape.SequenceEqual(pair.Second.shape) && pair.First.allclose(pair.Second, rtol: 1e-4, atol: 1e-4))
            ? null
            : "decoding latent values gives something else than decoding a trace of them";
    }

    /// <summary>What the observed variables are generated from, through features, latent variables before data.</summary>
    private static IReadOnlyList<string> Needed(ModelDescription model)
    {
        HashSet<string> seen = [];
        void See(IEnumerable<string> names)
        {
            foreach (var name in names.Where(seen.Add).ToArray())
                See(model.Variables.First(variable => variable.Name == name).Feature?.Reads ?? []);
        }

        See(model.Variables.Where(variable => variable.Role == Role.Observed).SelectMany(variable => variable.Factors).SelectMany(factor => factor.Reads));
        return [.. model.Variables.Where(variable => variable.Feature is null && seen.Contains(variable.Name)).OrderBy(variable => variable.Role is Role.Observed or Role.Given).Select(variable => variable.Name)];
    }
}
