namespace Hiwae.Generators.Checking;

/// <summary>A fault of a declaration.</summary>
/// <param name="Id">The rule, such as <c>HIW0009</c>.</param>
/// <param name="Site">Where.</param>
/// <param name="Arguments">What fills the rule's message.</param>
internal sealed record Finding(string Id, Site Site, EquatableArray<string> Arguments);
