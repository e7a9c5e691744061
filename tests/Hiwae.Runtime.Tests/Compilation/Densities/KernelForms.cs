using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>Families for kernels.</summary>
internal static class KernelForms
{
    public static FormulaForm Normal => FormulaForm.Of<Normal>();
    public static FormulaForm Bernoulli => FormulaForm.Of<Bernoulli>();
    public static FormulaForm Laplace => FormulaForm.Of<Laplace>();
    public static CategoricalForm Categorical { get; } = new();
}
