using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Hiwae.Generators.Model;

/// <summary>Names and numbers as text, the same under every culture.</summary>
internal static class Text
{
    public static string Invariant(this int number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Invariant(this long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The shortest text that reads as the same number.</summary>
    public static string Invariant(this double number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The name as it is written in code: <c>class</c> becomes <c>@class</c>.</summary>
    public static string Identifier(string name) => IsKeyword(name) ? "@" + name : name;

    /// <summary>The name of a type as it is written in code; those that the language may claim one day are escaped too.</summary>
    public static string TypeName(string name) => name.All(c => c is >= 'a' and <= 'z') ? "@" + name : Identifier(name);

    /// <summary>Whether the language gives the word a meaning somewhere.</summary>
    public static bool IsKeyword(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None;

    /// <summary><c>LatentCode</c> as <c>latentCode</c>.</summary>
    public static string Camel(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name.Substring(1);

    /// <summary><c>latentCode</c> as <c>LatentCode</c>.</summary>
    public static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);

    /// <summary><c>LatentCode</c> as <c>latent_code</c>, <c>Z0</c> as <c>z0</c>.</summary>
    public static string Snake(string name) => Words(name, '_');

    /// <summary><c>HiwaeBalance</c> as <c>hiwae-balance</c>, <c>IWAE2Layer</c> as <c>iwae2-layer</c>.</summary>
    public static string Kebab(string name) => string.Join("-", Words(name, '-').Split('-', '_').Where(word => word.Length > 0));

    private static string Words(string name, char separator)
    {
        var words = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = i > 0 && char.IsUpper(name[i])
                && (char.IsLower(name[i - 1]) || char.IsDigit(name[i - 1])
                    || (char.IsUpper(name[i - 1]) && i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord)
                words.Append(separator);
            words.Append(char.ToLowerInvariant(name[i]));
        }

        return words.ToString();
    }
}
