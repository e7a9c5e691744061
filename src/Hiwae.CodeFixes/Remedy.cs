using System.Collections.Generic;
using Microsoft.CodeAnalysis.Text;

namespace Hiwae.CodeFixes;

/// <summary>A way to mend a declaration.</summary>
/// <param name="Title">What an editor offers, in the imperative.</param>
/// <param name="Key">The same for the same way at another place, so that all can be mended at once.</param>
/// <param name="Changes">What is inserted, replaced or removed; what stands around it stays as the user formatted it.</param>
internal sealed record Remedy(string Title, string Key, IReadOnlyList<TextChange> Changes);
