using static System.FormattableString;

namespace Hiwae.Training;

/// <summary>What was not finite first in a step: a sentence or two that name it, its value and place, and then what to do.</summary>
internal abstract record Divergence
{
    private Divergence()
    {
    }

    /// <summary>A parameter, or a number that the network keeps.</summary>
    /// <param name="Name">As in <c>state_dict</c>.</param>
    /// <param name="Place">The index of the number, such as <c>[0, 3]</c>.</param>
    /// <param name="Number">The number.</param>
    /// <param name="Origin">How it came about, as a clause.</param>
    /// <param name="Remedy">What to do.</param>
    public sealed record OfParameter(string Name, string Place, double Number, string Origin, string Remedy) : Divergence
    {
        /// <inheritdoc/>
        public override string ToString() => Invariant($"The parameter {Name} is {Text(Number)} at {Place}: {Origin}. {Remedy}");
    }

    /// <summary>A term of the log weights, though data and parameters are finite.</summary>
    /// <param name="Variable">The variable.</param>
    /// <param name="Term">The log-density, such as <c>log p(x | z)</c>.</param>
    /// <param name="LogDensity">Its value.</param>
    /// <param name="At">The datum.</param>
    /// <param name="Sample">The sample, from 0, and of how many; as words, or empty.</param>
    /// <param name="Cell">The value that did it and its density's parameters, as a clause.</param>
    /// <param name="Remedy">What to do.</param>
    public sealed record OfTerm(string Variable, string Term, double LogDensity, Place At, string Sample, string Cell, string Remedy) : Divergence
    {
        /// <inheritdoc/>
        public override string ToString() => $"The first term that is not finite is {Term} = {Text(LogDensity)} in {At}{Sample}, where {Cell}. {Remedy}";
    }

    /// <summary>The weighting, though all terms are finite.</summary>
    /// <param name="At">The datum.</param>
    /// <param name="Reason">What happened there.</param>
    public sealed record OfWeights(Place At, string Reason) : Divergence
    {
        /// <inheritdoc/>
        public override string ToString() => $"All terms are finite, but log ŵ of {At} is not: {Reason}";
    }

    /// <summary>A gradient, though the bound is finite.</summary>
    /// <param name="Name">The parameter that it is of, as in <c>state_dict</c>.</param>
    /// <param name="Place">The index of the number.</param>
    /// <param name="Number">The number.</param>
    /// <param name="Others">The number of parameters after it of which that is true, too.</param>
    /// <param name="Remedy">What to do.</param>
    public sealed record OfGradient(string Name, string Place, double Number, int Others, string Remedy) : Divergence
    {
        /// <inheritdoc/>
        public override string ToString() =>
            Invariant($"The first gradient that is not finite is that of {Name}, {Text(Number)} at {Place}{(Others == 0 ? "" : Others == 1 ? ", and that of 1 other parameter with it" : Invariant($", and those of {Others} others with it"))}. {Remedy}");
    }

    /// <summary>Nothing that could be found again.</summary>
    /// <param name="Remedy">What to do.</param>
    public sealed record Unknown(string Remedy) : Divergence
    {
        /// <inheritdoc/>
        public override string ToString() => $"Computed again by the portable path, every term is finite. {Remedy}";
    }

    /// <summary>A number as messages print it.</summary>
    internal static string Text(double number) => number switch
    {
        double.PositiveInfinity => "∞",
        double.NegativeInfinity => "−∞",
        0 => "0",
        _ => ((float)number).ToString("G6", System.Globalization.CultureInfo.InvariantCulture).Replace('-', '−'),
    };
}

/// <summary>A datum.</summary>
/// <param name="Row">The number, from 0.</param>
/// <param name="Of">Where it is counted, such as <c>the training set</c>.</param>
/// <param name="Noun">What it is called there: datum, or row.</param>
internal readonly record struct Place(long Row, string Noun, string Of)
{
    /// <inheritdoc/>
    public override string ToString() => Invariant($"{Noun} {Row} of {Of}");
}
