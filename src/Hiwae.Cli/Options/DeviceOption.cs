using System.CommandLine;
using System.Text.RegularExpressions;
using Hiwae.Cli.Machine;
using Hiwae.Cli.Terminal;
using Hiwae.Native;

namespace Hiwae.Cli.Options;

/// <summary>Where tensors are and steps run.</summary>
internal static partial class DeviceOption
{
    /// <summary>The device of every machine.</summary>
    public const string Cpu = "cpu";

    /// <summary>The option; null where it is left out.</summary>
    /// <param name="fallback">The default, in words.</param>
    public static Option<string?> Create(string fallback = Cpu) => new("--device")
    {
        HelpName = "cpu|cuda|cuda:N",
        Description = $"Where parameters are and steps run; another device than the CPU takes the portable path, and TorchSharp's package for it (default {fallback}).",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (Name().IsMatch(text))
                return text == "cuda" ? "cuda:0" : text;
            result.AddError($"--device is '{text}'; it must be cpu, cuda, or cuda:N with the number of a device, such as cuda:0.");
            return null;
        },
    };

    /// <summary>The device of a name, once it is sure that it is there.</summary>
    /// <exception cref="UsageException">It is not.</exception>
    /// <exception cref="EngineException">There can be no tensors.</exception>
    public static torch.Device Open(string name)
    {
        Engine.Require();
        if (name == Cpu)
            return torch.CPU;
        return Devices.Obstacle(name, Devices.CudaCount()) is { } obstacle ? throw new UsageException(obstacle) : torch.device(name);
    }

    /// <summary>Refuses a compiled step where steps do not run on the CPU.</summary>
    /// <exception cref="UsageException">It is asked for there.</exception>
    public static void Check(string? name, Compilation.StepPath step, Compilation.Precision precision = default)
    {
        if (name is null or Cpu)
            return;
        if (step == Compilation.StepPath.Compiled)
            throw new UsageException($"A compiled step runs on the CPU alone, and --device is {name}; leave --step out, or write --device cpu.");
        if (precision == Compilation.Precision.BFloat16)
            throw new UsageException($"--precision bf16 is of compiled steps, which run on the CPU alone, and --device is {name}; leave one of the two out.");
    }

    [GeneratedRegex(@"\A(cpu|cuda|cuda:[0-9]{1,3})\z")]
    private static partial Regex Name();
}
