namespace Hiwae.Generators.Declarations;

/// <summary>A type that a model is nested in.</summary>
/// <param name="Keyword">Such as <c>class</c> or <c>record struct</c>.</param>
/// <param name="Name">As written in code.</param>
internal sealed record Container(string Keyword, string Name);
