using System.Text.RegularExpressions;

namespace Hiwae.Tests.Faults;

/// <summary>Damage to a JSON text that mostly leaves it JSON: values of other types and sizes, members that are missing, twice there, or in other places.</summary>
internal static partial class JsonMutation
{
    private static readonly string[] Values =
    [
        "null", "true", "false", "-1", "0", "1", "2", "2.5", "-0", "1e999", "-1e999", "1e-400", "1e3", "2147483647", "2147483648", "-2147483649", "1000000000",
        "9223372036854775807", "9223372036854775808", "18446744073709551616", new string('9', 400), "[]", "{}", "[0]", "[0,8]", "[8,0]", "[-1]", "[[0]]", "{\"a\":1}", "\"\"",
        "\"x\"", "\"F32\"", "\"F64\"", "\"U8\"", "\"BF16\"", "\"constant\"", "\"step\"", "\"Completed\"", "\"7\"", "\"NaN\"", "\"Infinity\"", "\"\\ud800\"", "\"\\u0000\"", "\"\\u001b[2J\"",
        "\"../../etc\"", "\"/dev/zero\"", "\"System.Diagnostics.Process, System\"", "[4294967296,4294967296,0]", "[0,4611686018427387904,4]",
        "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]", new string('[', 5) + new string(']', 5), new string('[', 100) + new string(']', 100), new string('[', 3000),
        "\"" + new string('n', 5000) + "\"",
    ];

    private static readonly string[] Names =
        ["\"kind\"", "\"$type\"", "\"$ref\"", "\"$id\"", "\"__metadata__\"", "\"dtype\"", "\"shape\"", "\"data_offsets\"", "\"model\"", "\"format\"", "\"hiwae.step\"", "\"\""];

    /// <summary>A copy with one to three faults.</summary>
    public static string Of(string whole, Random random)
    {
        var text = whole;
        for (var faults = 1 + random.Next(3); faults > 0; faults--)
            text = One(text, random);
        return text;
    }

    private static string One(string text, Random random)
    {
        Match[] tokens = [.. Token().Matches(text).Cast<Match>()];
        if (tokens.Length == 0)
            return Values[random.Next(Values.Length)];
        Match[] values = [.. tokens.Where(t => t.Value[0] is not ('{' or '}' or '[' or ']' or ',' or ':'))];
        Match[] members = [.. Member().Matches(text).Cast<Match>()];
        var value = values.Length > 0 ? values[random.Next(values.Length)] : tokens[0];
        var token = tokens[random.Next(tokens.Length)];
        var other = tokens[random.Next(tokens.Length)];
        var member = members.Length > 0 ? members[random.Next(members.Length)] : token;
        return random.Next(12) switch
        {
            0 or 1 or 2 => Put(text, value, Values[random.Next(Values.Length)]),
            3 => Put(text, value, values.Length > 0 ? values[random.Next(values.Length)].Value : "0"),
            4 => Put(text, value, Near(value.Value, random)),
            5 => Put(text, token, ""),
            6 => Put(text, token, token.Value + other.Value),
            7 => Put(text, member, ""),
            8 => Put(text, member, $"{member.Value},{member.Value}"),
            9 => Put(text, member, $"{Names[random.Next(Names.Length)]}:{Values[random.Next(Values.Length)]},{member.Value}"),
            10 => Put(text, member, $"{member.Value},{members.LastOrDefault(member).Value}"),
            _ => Put(text, value, Names[random.Next(Names.Length)]),
        };
    }

    private static string Near(string value, Random random) => long.TryParse(value, out var number)
        ? (number + (random.Next(2) == 0 ? random.Next(-9, 10) : (long)random.Next() << random.Next(32))).ToString(System.Globalization.CultureInfo.InvariantCulture)
        : value.ToUpperInvariant();

    private static string Put(string text, Match place, string part) => text[..place.Index] + part + text[(place.Index + place.Length)..];

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"|[-+0-9.eE]+|true|false|null|[{}\[\],:]
        """)]
    private static partial Regex Token();

    /// <summary>A member whose value is no object.</summary>
    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"\s*:\s*(?:"(?:[^"\\]|\\.)*"|[-+0-9.eE]+|true|false|null|\[[^\[\]{}]*\]|\{[^\[\]{}]*\})
        """)]
    private static partial Regex Member();
}
