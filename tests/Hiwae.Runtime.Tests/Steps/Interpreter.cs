using System.Diagnostics;
using Hiwae.Networks;
using Hiwae.Steps;

namespace Hiwae.Runtime.Tests.Steps;

/// <summary>
/// What a recording means, by operators on tensors, one operation after the other: in any precision, and differentiable.
/// </summary>
internal sealed partial class Interpreter(StepRecording recording, Plates plates)
{
    private readonly Tensor[] rows = new Tensor[recording.Values.Length];

    /// <summary>Every value as [rows, columns]; the last is log ŵ, [data · groups, 1].</summary>
    public Tensor[] Run(Observation data, Noise noise)
    {
        Tensor[] noises = [.. recording.Noises.Select(n => n.Draw(noise, plates.Data, plates.Groups, plates.Samples))];
        for (var i = 0; i < rows.Length; i++)
        {
            var value = recording.Values[i];
            if (value.Source is StepSource.Computed or StepSource.Constant)
                continue;
            rows[i] = value.Source switch
            {
                StepSource.Parameter => recording.Parameters[value.Index](),
                StepSource.Data => data.Values[recording.Data[value.Index]],
                StepSource.Noise => noises[value.Index],
                _ => zeros(1, value.Columns, dtype: data.Values[0].dtype),
            };
            rows[i] = rows[i].reshape(-1, value.Columns);
            Assert.Equal(value.Level == StepLevel.Once ? value.Rows : plates.Rows(value.Level), rows[i].shape[0]);
        }

        foreach (var operation in recording.Operations)
        {
            var output = recording.Values[operation.Output];
            rows[operation.Output] = Result(operation, output.Level);
            Assert.Equal([output.Level == StepLevel.Once ? output.Rows : plates.Rows(output.Level), output.Columns], rows[operation.Output].shape);
        }

        return rows;
    }

    private Tensor Result(RecordedOperation operation, StepLevel level)
    {
        var n = operation.Whole;
        Tensor At(int input) => Lifted(operation.Inputs[input], level);
        Tensor? Maybe(int input) => operation.Inputs[input] < 0 ? null : At(input);
        Tensor Once(int input) => Rows(operation.Inputs[input]);
        Tensor? MaybeOnce(int input) => operation.Inputs[input] < 0 ? null : Once(input).flatten();
        switch (operation.Kind)
        {
            case StepKind.Linear:
                Assert.Equal(level, recording.Values[operation.Inputs[0]].Level);
                return Activate(nn.functional.linear(At(0), Once(1).narrow(1, n[0], At(0).shape[1]), MaybeOnce(2)), Maybe(3), n[1]);
            case StepKind.HeadLinear:
                var own = At(0).view(-1, plates.Samples, At(0).shape[1]).transpose(0, 1);
                var weight = Once(1).narrow(1, n[0], At(0).shape[1]).reshape(plates.Samples, -1, At(0).shape[1]);
                var heads = own.bmm(weight.transpose(1, 2)).transpose(0, 1);
                heads = MaybeOnce(2) is { } bias ? heads + bias.view(plates.Samples, -1) : heads;
                return Activate(heads.reshape(plates.Rows(level), -1), Maybe(3), n[1]);
            case StepKind.Own:
                return plates.Own(At(0), n[0]);
            case StepKind.Activate:
                return Activate(At(0), null, n[0]);
            case StepKind.Add:
                return Activate(At(0), At(1), n[0]);
            case StepKind.Condition:
                Assert.Equal(level, recording.Values[operation.Inputs[0]].Level);
                var pixels = At(0).view(At(0).shape[0], -1, n[0]);
                return Activate((((At(1).unsqueeze(1) + 1) * pixels) + At(2).unsqueeze(1)).flatten(1), null, n[1]);
            case StepKind.WeightNorm:
                return Once(0) * (Once(1).flatten() / Once(0).square().sum(1).sqrt()).unsqueeze(1);
            case StepKind.LayerNorm:
                var order = ChannelsFirst(At(0), n[1], n[2]);
                var normal = nn.functional.layer_norm(order, [order.shape[1]], MaybeOnce(1), MaybeOnce(2));
                return Activate(ChannelsLast(normal, n[1], n[2]), null, n[0]);
            case StepKind.Dropout:
                var kept = ChannelsLast(At(1), n[0], n[1]) >= operation.Real[0];
                return At(0) * kept.to_type(At(0).dtype) / (1 - operation.Real[0]);
            case StepKind.Concat:
                return cat([.. Enumerable.Range(0, operation.Inputs.Length).Select(i => At(i).reshape(At(i).shape[0], n[0], -1))], 2).flatten(1);
            case StepKind.Fill:
                return At(0).masked_fill(At(1).gt(0).logical_not(), operation.Real[0]);
            case StepKind.Point:
                return At(0);
            case StepKind.ToyTarget:
                return Hiwae.Density.LogTarget<ToyTarget>(At(0), At(1)).unsqueeze(1);
            case StepKind.LogSoftmax:
                return Once(0).flatten().log_softmax(0).view(Once(0).shape);
            case StepKind.Within:
                return Within((Support)n[0], Once(0).narrow(1, n[1], n[2]));
            case StepKind.Estimate:
                return Estimate(operation);
            default:
                return Images(operation, At, Once, MaybeOnce, Maybe) ?? Densities(operation, level);
        }
    }

    private Tensor Rows(int value) => rows[recording.Values[value] is { Source: StepSource.Constant, Index: var origin } ? origin : value];

    private Tensor Lifted(int value, StepLevel level) => plates.Lift(Rows(value), recording.Values[value].Level, level);

    private static Tensor Within(Support support, Tensor value) => support switch
    {
        Support.Real => value,
        Support.OneHot => value.softmax(-1),
        Support.Positive => nn.functional.softplus(value),
        _ => value.sigmoid(),
    };

    private static Tensor Activate(Tensor value, Tensor? addend, long activation)
    {
        Activation[] numbered =
        [
            Activation.Identity, Activation.Tanh, Activation.Relu, Activation.Elu, Activation.Softplus, Activation.Sigmoid, Activation.Gelu,
            Activation.Silu, Activation.LeakyRelu,
        ];
        return Activations.Apply(addend is null ? value : value + addend, numbered[activation]);
    }

    private static Tensor ChannelsFirst(Tensor value, long channels, long pixels) =>
        value.view(-1, pixels, channels).transpose(1, 2).flatten(1);

    private static Tensor ChannelsLast(Tensor value, long channels, long pixels) =>
        value.reshape(-1, channels, pixels).transpose(1, 2).flatten(1);

    private Tensor Estimate(RecordedOperation operation)
    {
        var (terms, crosses, weights) = ((int)operation.Whole[0], (int)operation.Whole[1], operation.Whole[2]);
        Tensor Plate(int input) => Lifted(operation.Inputs[input], StepLevel.Sample).view(-1, plates.Samples, recording.Values[operation.Inputs[input]].Columns);
        var logWeights = zeros(plates.Rows(StepLevel.Group), plates.Samples, dtype: rows[operation.Inputs[0]].dtype);
        for (var i = 0; i < terms; i++)
            logWeights += Plate(i).squeeze(-1) * ((TermKind)operation.Whole[3 + i] == TermKind.Subtracted ? -1 : 1);
        Tensor? crossed = null;
        for (var i = terms; i < terms + crosses; i++)
        {
            logWeights -= Plate(i).diagonal(0, 1, 2);
            crossed = crossed is null ? Plate(i) : crossed + Plate(i);
        }

        var mixture = weights switch
        {
            0 => zeros_like(logWeights) - Math.Log(plates.Samples),
            1 => Rows(operation.Inputs[^1]).view(1, -1),
            2 => Weighting.Power(crossed!, operation.Real[0]),
            3 => Weighting.Maximum(crossed!),
            _ => throw new UnreachableException($"Weights {weights}."),
        };
        return (logWeights + mixture).logsumexp(-1).unsqueeze(1);
    }
}
