using Hiwae.Programs;

namespace Hiwae.Compilation;

// log p(x, z) at given latent values, and its gradient by them.
public sealed unsafe partial class CompiledProgram
{
    /// <summary>The parts of log p(x, z) in nats and, where it is asked for, the gradient of a combination of them by the latent values.</summary>
    /// <param name="data">The observation, each variable [data, size].</param>
    /// <param name="rows">The number of latent points of each datum.</param>
    /// <param name="latents">[data · rows, all latent variables side by side].</param>
    /// <param name="added">The factor of log p(z) in what is differentiated.</param>
    /// <param name="observed">The factor of log p(x | z).</param>
    /// <param name="parts">Receives log p(z) and log p(x | z), [data · rows, 2].</param>
    /// <param name="gradient">Receives the gradient, of the form of the latent values; empty where none is wanted.</param>
    internal void Joint(Observation data, int rows, float[] latents, double added, double observed, float[] parts, float[] gradient)
    {
        lock (gate)
        {
            using var scope = NewDisposeScope();
            var batch = checked((int)data.Batch);
            memory.Read(data);
            var (fills, takes) = (new FillRows?[Program.Values.Length], new TakeRows?[Program.Values.Length]);
            var width = Program.Values.Where(origin => origin.Source is ValueSource.Latent).Sum(origin => origin.Value.Columns);
            var offset = 0;
            foreach (var value in Program.Values.Where(origin => origin.Source is ValueSource.Latent).OrderBy(origin => ((ValueSource.Latent)origin.Source).Index).Select(origin => origin.Value))
            {
                fills[value.Id] = Given(latents, width, offset, value.Columns);
                takes[value.Id] = Taken(gradient, width, offset, value.Columns);
                offset += value.Columns;
            }

            fixed (float* first = parts)
            {
                executor.Go(new()
                {
                    Parameters = memory.Parameters,
                    Gradients = gradient.Length > 0 ? new nint[memory.Parameters.Length] : [],
                    Data = memory.Data,
                    Randoms = fills,
                    Latents = gradient.Length > 0 ? takes : [],
                    Batch = batch,
                    Groups = rows,
                    Samples = 1,
                    AllSamples = 1,
                    Scale = (float)observed,
                    Temperature = (float)added,
                    Alpha = 0f,
                    Estimates = first,
                    Parts = Parts(batch, new(1, 1)),
                    Slices = new(1, 1),
                });
            }

            memory.Keep();
        }
    }

    private static FillRows Given(float[] latents, int width, int offset, int columns) => (firstRow, rows, to) =>
    {
        for (var r = 0; r < rows; r++)
            latents.AsSpan(checked((int)(((firstRow + r) * width) + offset)), columns).CopyTo(new(to + ((long)r * columns), columns));
    };

    private static TakeRows Taken(float[] gradient, int width, int offset, int columns) => (firstRow, rows, from) =>
    {
        for (var r = 0; r < rows; r++)
            new ReadOnlySpan<float>(from + ((long)r * columns), columns).CopyTo(gradient.AsSpan(checked((int)(((firstRow + r) * width) + offset)), columns));
    };
}
