namespace Hiwae.Programs;

public sealed partial class Recorder
{
    /// <summary>A latent variable whose values the run is given, in the sample plate.</summary>
    /// <param name="index">The index among the latent variables.</param>
    /// <param name="size">The number of values.</param>
    public Value Latent(int index, int size) => NewValue(new ValueSource.Latent(index), Level.Sample, 0, size, true);

    /// <summary>Ends the recording of log p(x, z): what was added is log p(z), what was observed log p(x | z).</summary>
    public void EndJoint()
    {
        Begin("log p(x, z)");
        Record(output => new Operation.Joint(output, [.. terms]), Level.Group, 2);
    }
}
