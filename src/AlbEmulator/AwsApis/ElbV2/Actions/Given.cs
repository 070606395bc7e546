using System.Collections.Immutable;
using System.Globalization;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2.Actions;

/// <summary>Parameters that several actions have.</summary>
internal static class Given
{
    private const int MostLoadBalancerAttributes = 20;

    /// <summary>The parameter <c>Tags</c>.</summary>
    public static (ImmutableList<Tag> Tags, QueryError? Error) Tags(ElbV2Call call)
    {
        var tags = ImmutableList.CreateBuilder<Tag>();
        foreach (var item in call.Parameters.Items("Tags"))
        {
            var tag = new Tag(item.Text("Key") ?? "", item.Text("Value") ?? "");
            if (TagValues.ProblemWith(tag.Key, tag.Value) is { } problem)
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
        tags > TagValues.Most ? new QueryError("TooManyTags", $"A resource may have {TagValues.Most} tags, not {tags}") : null;

    /// <summary>The parameter <c>Attributes</c>, as changes to what is set.</summary>
    public static (ImmutableSortedDictionary<string, string> Attributes, QueryError? Error) Attributes(
        ElbV2Call call, ImmutableSortedDictionary<string, string> old, AttributeTable table)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var items = call.Parameters.Items("Attributes");
        if (table == AttributeTables.LoadBalancer && items.Count > MostLoadBalancerAttributes)
        {
            return (old, ElbV2Errors.Validation(
                $"Up to {MostLoadBalancerAttributes} attributes can be specified, not {items.Count}"));
        }

        foreach (var item in items)
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

            if (item.Find("Value")?.Content is not { } value)
            {
                return (old, ElbV2Errors.Validation($"Attributes: '{Quoted.Plain(key)}' has no Value"));
            }

            if (value.Length > 1024)
            {
                return (old, ElbV2Errors.Validation($"The value of '{key}' has {value.Length} characters: it may have 1024"));
            }

            var isSaidAnyhow = value == definition.Default && definition.Effect != AttributeEffect.OtherKind;
            if (!isSaidAnyhow && definition.ProblemWith(value) is { } problem)
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
}
