// No data: proposals for a density that is known up to a constant, of which the bound gives the constant.
#:package Hiwae.Cli@0.1.0
#:package TorchSharp-cpu@0.107.0
#:property UseCurrentRuntimeIdentifier=true
#:property PublishAot=false

using Hiwae.Formulas;
using Hiwae.Training;

var options = new TrainingOptions { LearningRate = 0.01 };
var state = Trainer.Start<Ring>(options);
for (var step = 0; step < 1500; step++)
{
    (var bound, state) = Trainer.Step(state, Observation.Nothing(100), options);
    if (step % 300 == 299)
        Console.WriteLine($"step {step + 1}: bound {bound:F3} nats");
}

using var logarithm = state.Network.LogEstimate(Observation.Nothing(20_000), 8, Noise.FromSeed(1)).mean();
Console.WriteLine($"The logarithm of the integral is at least {logarithm.item<float>():F3} nats; it is {Math.Log(4 * Math.PI * Math.Sqrt(Math.PI / 5)):F3}.");

/// <summary>A ring of radius 2.</summary>
public readonly struct RingDensity : IFormulaTarget<RingDensity>
{
    public static T LogDensity<T>(ReadOnlySpan<T> value, ReadOnlySpan<T> parents) where T : IReal<T> =>
        T.Square(T.Sqrt(T.Square(value[0]) + T.Square(value[1])) - 2) * -5.0;
}

/// <summary>Eight proposals that cover it together.</summary>
[Model(Samples = 8, Weights = Weights.Balance)]
public sealed partial record Ring([Shape(2), Target<RingDensity>, Q<Normal>(Learned = true, Distinct = true)] Tensor Z);
