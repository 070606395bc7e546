using System.Collections.Immutable;
using System.Globalization;
using AlbEmulator.AwsApis.ElbV2.Errors;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2.Actions;

/// <summary>Parameters that several actions have.</summary>
internal static class Given
{
    private const int MostAttributes = 20;
    private const string TagPattern = @"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$";

    /// <summary>The parameter <c>Tags</c>.</summary>
    public static (ImmutableList<Tag> Tags, QueryError? Error) Tags(ElbV2Call call)
    {
        var tags = ImmutableList.CreateBuilder<Tag>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, item) in call.Parameters.Items("Tags").Index())
        {
            var tag = new Tag(item.Text("Key") ?? "", item.Text("Value") ?? "");
            if (Problem(tag, $"tags.{index + 1}.member") is { } problem)
            {
                return ([], problem);
            }

            if (!keys.Add(tag.Key))
            {
                return ([], new QueryError("DuplicateTagKeys", $"A tag key was specified more than once: '{tag.Key}'"));
            }

            tags.Add(tag);
        }

        return (tags.ToImmutable(), TooMany(tags.Count));
    }

    /// <summary>An error where a resource would have more tags than it may.</summary>
    public static QueryError? TooMany(int tags) =>
        tags > TagValues.Most ? new QueryError("TooManyTags", "You've reached the limit on the number of tags for this resource") : null;

    /// <summary>The parameter <c>Attributes</c>, as changes to what is set.</summary>
    public static (ImmutableSortedDictionary<string, string> Attributes, QueryError? Error) Attributes(
        ElbV2Call call, ImmutableSortedDictionary<string, string> old, AttributeTable table)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var items = call.Parameters.Items("Attributes");
        if (table == AttributeTables.LoadBalancer && items.Count > MostAttributes)
        {
            return (old, Constraint.TooLong(
                $"[{string.Join(", ", items.Select(item => item.Text("Key")))}]", "attributes", MostAttributes));
        }

        foreach (var (index, item) in items.Index())
        {
            if (item.Text("Key") is not { } key)
            {
                return (old, ElbV2Errors.Validation("Attributes: an attribute has no Key"));
            }

            if (table.Find(key) is not { } definition)
            {
                return (old, ElbV2Errors.Validation(
                    $"{char.ToUpperInvariant(table.Resource[0])}{table.Resource[1..]} attribute key '{QueryError.Value(key)}' "
                        + "is not recognized"));
            }

            if (!seen.Add(key))
            {
                return (old, ElbV2Errors.Validation($"Attribute key '{key}' was specified more than once"));
            }

            if (item.Find("Value")?.Content is not { } value)
            {
                return (old, Constraint.Missing($"attributes.{index + 1}.member.value"));
            }

            if (value.Length > Bounds.LongestAttributeValue)
            {
                return (old, Constraint.TooLong(
                    value, $"attributes.{index + 1}.member.value", Bounds.LongestAttributeValue));
            }

            var isSaidAnyhow = value == definition.Default && definition.Effect != AttributeEffect.OtherKind;
            if (!isSaidAnyhow && definition.ProblemWith(value) is { } problem)
            {
                return (old, AttributeErrors.Of(definition, value, problem, call));
            }

            old = old.SetItem(key, value);
        }

        return (old, null);
    }

    /// <summary>A whole number; null where there is none.</summary>
    /// <param name="parameters">Where it is.</param>
    /// <param name="name">What it is called there.</param>
    /// <param name="least">The smallest that is taken.</param>
    /// <param name="most">The largest.</param>
    /// <param name="owner">What the parameters are, as AWS writes it; empty where they are the call itself.</param>
    public static (int? Number, QueryError? Error) Integer(
        QueryValue parameters, string name, int least, int most, string owner = "")
    {
        if (parameters.Find(name) is not { IsAbsent: false } value)
        {
            return (null, null);
        }

        var text = value.Content ?? "";
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return (null, ElbV2Errors.Validation($"{name} must be a whole number from {least} to {most}, not {Quoted.Text(text)}"));
        }

        var wire = new Place(name).Wire;
        return number >= least && number <= most
            ? ((int)number, null)
            : (null, Constraint.OutOfRange(text, owner.Length == 0 ? wire : $"{owner}.{wire}", least, most));
    }

    /// <summary><c>true</c> or <c>false</c>; null where there is none.</summary>
    public static (bool? Flag, QueryError? Error) Flag(QueryValue parameters, string name) => parameters.Text(name) switch
    {
        null => (null, null),
        "true" => (true, null),
        "false" => (false, null),
        var text => (null, ElbV2Errors.Validation($"{name} must be true or false, not {Quoted.Text(text)}")),
    };

    private static QueryError? Problem(Tag tag, string wire) =>
        tag.Key.Length == 0 ? Constraint.TooShort("", $"{wire}.key", 1)
        : tag.Key.Length > Bounds.LongestTagKey ? Constraint.TooLong(tag.Key, $"{wire}.key", Bounds.LongestTagKey)
        : tag.Value.Length > Bounds.LongestTagValue ? Constraint.TooLong(tag.Value, $"{wire}.value", Bounds.LongestTagValue)
        : !tag.Key.All(TagValues.IsTagCharacter) ? Constraint.NotOfPattern(tag.Key, $"{wire}.key", TagPattern)
        : !tag.Value.All(TagValues.IsTagCharacter) ? Constraint.NotOfPattern(tag.Value, $"{wire}.value", TagPattern)
        : TagValues.ProblemWith(tag.Key, tag.Value) is { } problem ? ElbV2Errors.Validation(problem)
        : null;
}
