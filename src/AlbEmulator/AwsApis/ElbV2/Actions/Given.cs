using System.Collections.Immutable;
using System.Globalization;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2.Actions;

/// <summary>Parameters that several actions have.</summary>
internal static class Given
{
    /// <summary>What is wrong with a parameter that has one of some values, in the words of all AWS's APIs.</summary>
    public static QueryError? OneOf(ElbV2Call call, string name, params IReadOnlyList<string> values) =>
        call.Text(name) is { } text && !values.Contains(text)
            ? ElbV2Errors.Validation(
                $"1 validation error detected: Value '{Quoted.Plain(text)}' at '{char.ToLowerInvariant(name[0])}{name[1..]}' "
                    + $"failed to satisfy constraint: Member must satisfy enum value set: [{string.Join(", ", values)}]")
            : null;

    private const int MostTags = 50;
    private const int LongestTagKey = 128;
    private const int LongestTagValue = 256;
    private const string ReservedPrefix = "aws:";

    /// <summary>The parameter <c>Tags</c>.</summary>
    public static (ImmutableList<Tag> Tags, QueryError? Error) Tags(ElbV2Call call)
    {
        var tags = ImmutableList.CreateBuilder<Tag>();
        foreach (var item in call.Parameters.Items("Tags"))
        {
            var tag = new Tag(item.Text("Key") ?? "", item.Text("Value") ?? "");
            if (Problem(tag) is { } problem)
            {
                return ([], ElbV2Errors.Validation(problem));
            }

            if (tags.Exists(other => other.Key == tag.Key))
            {
                return ([], new QueryError("DuplicateTagKeys", $"A tag key was specified more than once: '{tag.Key}'"));
            }

            tags.Add(tag);
        }

        return (tags.ToImmutable(), TooMany(tags.Count));
    }

    /// <summary>An error where a resource would have more tags than it may.</summary>
    public static QueryError? TooMany(int tags) =>
        tags > MostTags ? new QueryError("TooManyTags", $"A resource may have {MostTags} tags, not {tags}") : null;

    /// <summary>The parameter <c>Attributes</c>, as changes to what is set.</summary>
    public static (ImmutableSortedDictionary<string, string> Attributes, QueryError? Error) Attributes(
        ElbV2Call call, ImmutableSortedDictionary<string, string> old, AttributeTable table)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in call.Parameters.Items("Attributes"))
        {
            if (item.Text("Key") is not { } key)
            {
                return (old, ElbV2Errors.Validation("Attributes: an attribute has no Key"));
            }

            if (table.Find(key) is not { } definition)
            {
                return (old, ElbV2Errors.Validation(
                    $"{char.ToUpperInvariant(table.Resource[0])}{table.Resource[1..]} attribute key {Quoted.Text(key)} "
                        + "is not recognized"));
            }

            if (!seen.Add(key))
            {
                return (old, ElbV2Errors.Validation($"Attribute key '{key}' was specified more than once"));
            }

            var value = item.Find("Value")?.Content ?? "";
            if (value.Length > 1024)
            {
                return (old, ElbV2Errors.Validation($"The value of '{key}' has {value.Length} characters: it may have 1024"));
            }

            if (value != definition.Default && definition.ProblemWith(value) is { } problem)
            {
                return (old, ElbV2Errors.InvalidConfiguration($"{key} {problem}"));
            }

            old = old.SetItem(key, value);
        }

        return (old, null);
    }

    /// <summary>A whole number; null where there is none.</summary>
    public static (int? Number, QueryError? Error) Integer(QueryValue parameters, string name, int least, int most)
    {
        if (parameters.Find(name) is not { IsAbsent: false } value)
        {
            return (null, null);
        }

        return int.TryParse(value.Content, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) &&
            number >= least && number <= most
                ? (number, null)
                : (null, ElbV2Errors.Validation(
                    $"{name} must be a whole number from {least} to {most}, not {Quoted.Text(value.Content ?? "")}"));
    }

    /// <summary><c>true</c> or <c>false</c>; null where there is none.</summary>
    public static (bool? Flag, QueryError? Error) Flag(QueryValue parameters, string name) => parameters.Text(name) switch
    {
        null => (null, null),
        "true" => (true, null),
        "false" => (false, null),
        var text => (null, ElbV2Errors.Validation($"{name} must be true or false, not {Quoted.Text(text)}")),
    };

    private static string? Problem(Tag tag) =>
        tag.Key.Length is 0 or > LongestTagKey
            ? $"A tag key must have 1 to {LongestTagKey} characters, not {tag.Key.Length}"
        : tag.Value.Length > LongestTagValue
            ? $"The value of the tag '{tag.Key}' has {tag.Value.Length} characters: it may have {LongestTagValue}"
        : tag.Key.StartsWith(ReservedPrefix, StringComparison.OrdinalIgnoreCase)
            ? $"Tag keys that begin with {ReservedPrefix} are AWS's own: {Quoted.Text(tag.Key)}"
        : $"{tag.Key}{tag.Value}".All(IsTagCharacter) ? null
        : $"The tag {Quoted.Text(tag.Key)} may hold letters, digits, spaces and _ . : / = + - @ only";

    private static bool IsTagCharacter(char character) =>
        character is '_' or '.' or ':' or '/' or '=' or '+' or '-' or '@' ||
        char.IsSurrogate(character) || char.IsLetterOrDigit(character) || char.GetUnicodeCategory(character) is
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.SpaceSeparator or
            UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}
