namespace Hiwae;

/// <summary>Keeps the first rows and columns of an image.</summary>
/// <param name="height">Rows kept, at least 1 and at most as many as there are.</param>
/// <param name="width">Columns kept, at least 1 and at most as many as there are.</param>
public sealed class CropAttribute(int height, int width) : LayerAttribute
{
    /// <summary>Rows kept.</summary>
    public int Height => height;

    /// <summary>Columns kept.</summary>
    public int Width => width;
}
