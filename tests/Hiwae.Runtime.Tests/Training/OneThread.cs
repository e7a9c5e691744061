namespace Hiwae.Runtime.Tests.Training;

/// <summary>One thread of the tensor engine for as long as it lives: what is computed twice is then the same to the last bit.</summary>
internal sealed class OneThread : IDisposable
{
    private readonly int before = get_num_threads();

    public OneThread() => set_num_threads(1);

    public void Dispose() => set_num_threads(before);
}
