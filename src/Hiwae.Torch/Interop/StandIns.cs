using System.Runtime.InteropServices;

namespace Hiwae.Torch;

/// <summary>
/// Empty libraries in place of those for pictures and films that a distribution links libtorch with, and of which libtorch uses
/// nothing. With them the process starts in half the time and with less memory. A program that uses OpenCV or FFmpeg itself must
/// not have them, so they are there only where the program asks: <c>Hiwae.Torch.StandIns</c> in its runtime configuration.
/// </summary>
internal static class StandIns
{
    private const string Switch = "Hiwae.Torch.StandIns";

    /// <summary>Loads a library that needs libtorch, with the stand-ins where they are wanted and serve.</summary>
    public static nint Load(string library)
    {
        var standIns = Open();
        try
        {
            return NativeLibrary.Load(library);
        }
        catch (DllNotFoundException) when (standIns.Length > 0)
        {
            // This libtorch is not the one that they were made for.
            Array.ForEach(standIns, NativeLibrary.Free);
            return NativeLibrary.Load(library);
        }
    }

    private static nint[] Open()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "stand-ins");
        return AppContext.TryGetSwitch(Switch, out var wanted) && wanted && Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder).Select(NativeLibrary.Load)]
            : [];
    }
}
