using System.Diagnostics;
using Hiwae.Steps;

namespace Hiwae.Runtime.Tests.Steps;

internal sealed partial class Interpreter
{
    private Tensor Densities(RecordedOperation operation, StepLevel level) => (StepFamily)operation.Whole[0] switch
    {
        StepFamily.Normal => Pointwise<Normal>(operation, level),
        StepFamily.SoftplusNormal => Pointwise<SoftplusNormal>(operation, level),
        StepFamily.Bernoulli => Pointwise<Bernoulli>(operation, level),
        StepFamily.Laplace => Pointwise<Laplace>(operation, level),
        StepFamily.StudentT => Pointwise<StudentT>(operation, level),
        StepFamily.Logistic => Pointwise<Logistic>(operation, level),
        StepFamily.DiscretizedLogistic => Pointwise<DiscretizedLogistic>(operation, level),
        StepFamily.Categorical => Density<Categorical>(operation, level, null),
        StepFamily.Beta => Pointwise<Beta>(operation, level),
        StepFamily.ContinuousBernoulli => Pointwise<ContinuousBernoulli>(operation, level),
        _ => throw new UnreachableException($"Family {operation.Whole[0]}."),
    };

    private Tensor Pointwise<T>(RecordedOperation operation, StepLevel level) where T : struct, IPointwiseDensity<T> =>
        Density<T>(operation, level, (raw, components, value, mask) => components == 1
            ? Missing.LogDensity<T>(raw, value, mask)
            : Missing.LogDensity(Mixture<T>.FromRaw(raw, components), value, mask));

    private Tensor Density<T>(RecordedOperation operation, StepLevel level, Func<Tensor, int, Tensor, Tensor, Tensor>? masked) where T : struct, IDensity<T>
    {
        var n = operation.Whole;
        var raw = operation.Inputs[0];
        switch (operation.Kind)
        {
            case StepKind.Draw:
                var noise = new ReplayedNoise([.. operation.Inputs.Skip(1).Select(input => rows[input])]);
                return T.Sample(Lifted(raw, level), noise, plates.Rows(level), n[1]);
            case StepKind.Cross:
                var heads = Lifted(raw, level).reshape(plates.Rows(level), n[2], -1);
                return T.LogDensity(heads, Lifted(operation.Inputs[1], level).unsqueeze(1));
            case StepKind.LogDensity:
                var value = Lifted(operation.Inputs[1], level);
                return LogDensity<T>(operation, level, raw, value, masked).view(-1, 1);
            default:
                throw new UnreachableException($"{operation.Kind}.");
        }
    }

    private Tensor LogDensity<T>(
        RecordedOperation operation, StepLevel level, int raw, Tensor value, Func<Tensor, int, Tensor, Tensor, Tensor>? masked)
        where T : struct, IDensity<T>
    {
        var (components, isEqual, isWhole) = ((int)operation.Whole[2], operation.Whole[3] == 1, operation.Whole[4] == 1);
        var mask = operation.Inputs[2] < 0 ? null : Lifted(operation.Inputs[2], level);
        if (isEqual)
            return Mixture<T>.Equal(rows[raw].reshape(1, components, -1)).LogDensity(value.unsqueeze(1)).squeeze(1);
        var parameters = Lifted(raw, level);
        if (mask is not null && !isWhole)
            return masked!(parameters, components, value, mask);
        var density = components == 1 ? T.LogDensity(parameters, value) : Mixture<T>.FromRaw(parameters, components).LogDensity(value);
        return mask is null ? density : Missing.OfWhole(density, mask);
    }
}
