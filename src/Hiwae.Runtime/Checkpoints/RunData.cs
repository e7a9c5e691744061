using Hiwae.Data;

namespace Hiwae.Checkpoints;

/// <summary>What a run was trained on.</summary>
/// <param name="Source">What loads it again: a built-in set's name, or the path of a folder.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Binarisation">How pixels become zeros and ones.</param>
/// <param name="Height">Pixels per column.</param>
/// <param name="Width">Pixels per row.</param>
/// <param name="TrainingImages">How many images parameters were fitted to.</param>
public sealed record RunData(string Source, string Name, Binarisation Binarisation, int Height, int Width, int TrainingImages)
{
    /// <summary>The description of a set. A folder's source is its full path, so that the run can be evaluated from anywhere.</summary>
    public static RunData Of(ImageData data) => new(
        data.Source,
        data.Name,
        data.Binarisation,
        data.Height,
        data.Width,
        data.Train.Count);
}
