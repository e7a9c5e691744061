namespace Hiwae.Cli.Machine;

/// <summary>The devices beside the processor.</summary>
internal static class Devices
{
    /// <summary>The number of CUDA devices that the engine can use; 0 where its package has no CUDA, or the machine no device.</summary>
    public static int CudaCount() => torch.cuda.is_available() ? torch.cuda.device_count() : 0;

    /// <summary>The package that brings CUDA.</summary>
    public static string Package => OperatingSystem.IsWindows() ? "TorchSharp-cuda-windows" : "TorchSharp-cuda-linux";

    /// <summary>Why a device cannot be used, and what to do; null where it can.</summary>
    /// <param name="name">Such as <c>cuda:0</c>.</param>
    /// <param name="count">The number of CUDA devices.</param>
    public static string? Obstacle(string name, int count)
    {
        var number = int.Parse(name.AsSpan("cuda:".Length), CultureInfo.InvariantCulture);
        return count switch
        {
            0 => $"--device is {name}, and there is only cpu: the machine has no CUDA device, or the program was built with TorchSharp-cpu. With a device, build it with the package {Package} instead of TorchSharp-cpu.",
            _ when number >= count => $"--device is {name}; there are cpu and {Listed(count)}.",
            _ => null,
        };
    }

    /// <summary>Such as <c>cuda:0 and cuda:1</c>.</summary>
    public static string Listed(int count) => string.Join(" and ", Enumerable.Range(0, count).Select(i => $"cuda:{i}"));

    /// <summary>The devices in words.</summary>
    public static string Words(int count) => count == 0 ? $"cpu alone; CUDA takes the package {Package} instead of TorchSharp-cpu" : $"cpu, {Listed(count)}";
}
