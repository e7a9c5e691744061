using Hiwae.Annealing;
using Hiwae.Compilation;
using Hiwae.Runtime.Tests.Laws;

namespace Hiwae.Runtime.Tests.Annealing;

/// <summary>Moves leave their target as it is: points of the posterior stay points of the posterior.</summary>
public sealed class HamiltonianTests
{
    private const int Data = 6000;

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.4)]
    public void A_move_leaves_its_target_invariant(double stepSize) => Assert.InRange(Distance(ChainRules.Right, stepSize), 0, Tail.NormalQuantile(Tail.AtLook / 3));

    [Fact]
    public void A_missing_accept_step_is_found() => Assert.True(Distance(new() { Accepts = (_, _) => true }, 1.0) > Tail.NormalQuantile(Tail.AtLook / 3));

    [Fact]
    public void The_accept_step_turned_round_is_found() =>
        Assert.True(Distance(new() { Accepts = (change, uniform) => Math.Log(uniform) < -change }, 1.0) > Tail.NormalQuantile(Tail.AtLook / 3));

    [Fact]
    public void A_move_may_be_stopped_between_its_leapfrog_steps()
    {
        using var scope = NewDisposeScope();
        using var network = RandomParameters.Network<LinearIwae>(Noise.FromSeed(4));
        var data = RandomData.Of(LinearIwae.Description, 1, Noise.FromSeed(1));
        using var stop = new CancellationTokenSource();
        var looks = 0;
        var watch = new StepWatch(stop.Token)
        {
            Looked = () =>
            {
                if (++looks == 5)
                    stop.Cancel();
            },
        };
        var map = Unconstrained.Of(LinearIwae.Description);
        var joint = new PortableJoint<LinearIwae>(network, data, 3) { Size = map.Size };
        var start = new PriorStart<LinearIwae>(network, data, map) { Scales = [.. Enumerable.Repeat(1.0, map.Size)] };
        var path = new AnnealedPath(joint, map, start, 3) { Watch = watch };
        var at = path.Draw(1);
        Assert.Throws<OperationCanceledException>(() => new Hamiltonian(path, 10, ChainRules.Right).Move(at, 1, [0.1], Noise.FromSeed(1, dtype: ScalarType.Float64), new double[3]));
        Assert.Equal(5, looks);
    }

    /// <summary>The largest distance, in standard errors, of a mean of points after ten moves from what it was: of z, of z², and of log p(x, z).</summary>
    private static double Distance(ChainRules rules, double stepSize)
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(4, dtype: ScalarType.Float64);
        using var network = RandomParameters.Network<LinearIwae>(noise);
        using var simulation = AnnealedImportance.Simulate(network, Data, 3);
        var (map, exact) = (Unconstrained.Of(LinearIwae.Description), LatentPoints.Of(simulation.Latents));
        LogJoint joint = new PortableJoint<LinearIwae>(network, simulation.Data, 1) { Size = map.Size };
        var path = new AnnealedPath(joint, map, new PriorStart<LinearIwae>(network, simulation.Data, map) { Scales = [.. Enumerable.Repeat(1.0, exact.Length)] }, 1);
        var first = path.At(exact, 1, hasGradient: false);
        var (at, move, acceptance) = (first, new Hamiltonian(path, 3, rules), new double[Data]);
        var sizes = Enumerable.Repeat(stepSize, Data).ToArray();
        for (var i = 0; i < 10; i++)
            at = move.Move(at, 1, sizes, noise, acceptance);
        Assert.InRange(acceptance.Average(), 0.05, 0.999);

        double Of(Func<AnnealedPoints, int, double> statistic)
        {
            var (mean, error) = EstimatorLaws.MeanAndError([.. Enumerable.Range(0, Data).Select(r => statistic(at, r) - statistic(first, r))]);
            return Math.Abs(mean) / error;
        }

        return new[] { Of((p, r) => p.U[r * map.Size]), Of((p, r) => p.U[r * map.Size] * p.U[r * map.Size]), Of((p, r) => p.LogDensity(r, 1)) }.Max();
    }
}
