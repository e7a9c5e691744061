namespace Hiwae;

/// <summary>A layer of a declared network.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    /// <summary>The layers are those of the language; there can be no others.</summary>
    private protected LayerAttribute()
    {
    }
}
