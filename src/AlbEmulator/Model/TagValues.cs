using System.Globalization;

namespace AlbEmulator.Model;

/// <summary>
/// What tags may be.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Tag.html"/>
/// </summary>
public static class TagValues
{
    /// <summary>Of one resource.</summary>
    public const int Most = 50;

    private const string ReservedPrefix = "aws:";

    /// <summary>What is wrong with a tag, or null.</summary>
    public static string? ProblemWith(string key, string value) =>
        key.Length is 0 or > Bounds.LongestTagKey
            ? $"A tag key must have 1 to {Bounds.LongestTagKey} characters, not {key.Length}"
        : value.Length > Bounds.LongestTagValue
            ? $"The value of the tag '{key}' has {value.Length} characters: it may have {Bounds.LongestTagValue}"
        : key.StartsWith(ReservedPrefix, StringComparison.OrdinalIgnoreCase)
            ? $"Tag keys that begin with {ReservedPrefix} are AWS's own: {Quoted.Text(key)}"
        : $"{key}{value}".All(IsTagCharacter) ? null
        : $"The tag {Quoted.Text(key)} may hold letters, digits, spaces and _ . : / = + - @ only";

    /// <summary>Whether keys and values may hold it.</summary>
    public static bool IsTagCharacter(char character) =>
        character is '_' or '.' or ':' or '/' or '=' or '+' or '-' or '@' ||
        char.IsSurrogate(character) || char.IsLetterOrDigit(character) || char.GetUnicodeCategory(character) is
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.SpaceSeparator or
            UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}
