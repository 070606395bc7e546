using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Http1;

/// <summary>
/// Header lines as ASP.NET wants to see them: those of one name together, in their order. Costs as much as there are lines,
/// however many have the same name.
/// <see href="https://www.rfc-editor.org/rfc/rfc9110#section-5.3"/>
/// </summary>
internal static class HeaderLists
{
    /// <param name="lines">Names and values.</param>
    public static IEnumerable<KeyValuePair<string, StringValues>> Of(IEnumerable<KeyValuePair<string, string>> lines) => lines
        .GroupBy(static line => line.Key, static line => line.Value, StringComparer.OrdinalIgnoreCase)
        .Select(static lines => new KeyValuePair<string, StringValues>(lines.Key, Values(lines)));

    /// <param name="values">At least one.</param>
    public static StringValues Values(IEnumerable<string> values) => values.Count() == 1 ? values.First() : values.ToArray();
}
