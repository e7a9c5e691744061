namespace Hiwae.Onnx;

/// <summary>The names of a model's variables in a file: as declared, with a small letter at the beginning, as the parameters of <c>Decode</c> have.</summary>
/// <param name="model">The model.</param>
internal sealed class ModelNames(ModelDescription model)
{
    /// <summary>The name of a variable; as declared where another would have the same.</summary>
    public string Of(VariableDescription variable) =>
        model.Variables.Count(other => Small(other) == Small(variable)) == 1 ? Small(variable) : variable.Name;

    private static string Small(VariableDescription variable) => char.ToLowerInvariant(variable.Name[0]) + variable.Name[1..];
}
