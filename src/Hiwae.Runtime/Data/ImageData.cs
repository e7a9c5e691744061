namespace Hiwae.Data;

/// <summary>A data set in its three splits.</summary>
/// <param name="Name">What the user called it: a built-in set's name, or the folder.</param>
/// <param name="Height">Pixels per column.</param>
/// <param name="Width">Pixels per row.</param>
/// <param name="Binarisation">How pixels become zeros and ones.</param>
/// <param name="Train">What parameters are fitted to.</param>
/// <param name="Validation">What training is stopped by.</param>
/// <param name="Test">What is reported on.</param>
public sealed record ImageData(
    string Name,
    int Height,
    int Width,
    Binarisation Binarisation,
    ImageSet Train,
    ImageSet Validation,
    ImageSet Test);
