namespace Hiwae.Compilation;

/// <summary>In which precision the linear maps of a compiled step multiply.</summary>
public enum Precision
{
    /// <summary>32-bit floats.</summary>
    Float32,

    /// <summary>Factors rounded to bfloat16, which has 8 significant bits; sums and everything else in 32-bit floats.</summary>
    BFloat16,
}
