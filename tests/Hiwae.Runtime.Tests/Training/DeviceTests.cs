using Hiwae.Randomness;
using Hiwae.Training;

namespace Hiwae.Runtime.Tests.Training;

/// <summary>Where tensors are made, shown on the device that has shapes alone and no numbers: there is no other one beside the CPU everywhere.</summary>
public sealed class DeviceTests
{
    private static readonly Device Shapes = new(DeviceType.META);

    [Fact]
    public void Parameters_moments_averages_and_noise_are_on_the_device_that_is_asked_for_and_steps_are_portable()
    {
        using var scope = NewDisposeScope();
        var options = new TrainingOptions { Averaging = 0.9, AmsGrad = true };
        using var state = Trainer.Start<TinyBalance>(options, 5, Shapes);
        Assert.All(state.Network.parameters(), parameter => Assert.Equal(DeviceType.META, parameter.device_type));
        Assert.All(state.Averages!.Others.Aside.Values, average => Assert.Equal(DeviceType.META, average.device_type));
        Assert.All(state.Optimisers.Places, place => Assert.Equal(DeviceType.META, place.Adam.MomentOf(place.Index, 2).device_type));
        Assert.Equal(DeviceType.META, state.Noise.Device.type);
        var decision = options.Decide(state.Network);
        Assert.False(decision.IsCompiled);
        Assert.Contains("a compiled step runs on the CPU", decision.Reason);
    }

    [Fact]
    public void Batches_and_held_out_data_are_moved_and_have_the_numbers_that_they_have_on_the_CPU()
    {
        using var scope = NewDisposeScope();
        using var data = TinyData.Bars();
        var binding = DataBinding.Of(TinyBalance.Description, data);
        var (noise, same) = (Noise.FromSeed(3, Shapes), Noise.FromSeed(3));
        var rows = arange(10, ScalarType.Int64);
        var batch = binding.Draw(data.Train, rows, noise);
        Assert.Equal(DeviceType.META, batch.Values[0].device_type);
        Assert.Equal([10L, 16L], batch.Values[0].shape);
        Assert.Equal(DeviceType.META, binding.HeldOut(data.Test, Shapes).Values[0].device_type);

        // As many draws were taken, so that what follows is what follows there.
        binding.Draw(data.Train, rows, same);
        Assert.Equal(((CounterNoise)same).Draws, ((CounterNoise)noise).Draws);
    }
}
