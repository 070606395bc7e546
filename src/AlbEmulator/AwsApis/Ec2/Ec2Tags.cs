using System.Collections.Immutable;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.Ec2;

/// <summary>
/// Tags as they are given.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions"/>
/// </summary>
internal static class Ec2Tags
{
    public const int Most = 50;

    private const int LongestKey = 128;
    private const int LongestValue = 256;

    public static ImmutableSortedDictionary<string, string> None { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Those of <c>TagSpecification</c> for what an action makes.</summary>
    public static (ImmutableSortedDictionary<string, string> Tags, QueryError? Error) OfSpecification(
        QueryValue parameters, string resourceType)
    {
        var tags = None;
        foreach (var specification in parameters.Items("TagSpecification"))
        {
            if (specification.Text("ResourceType") is var type && type != resourceType)
            {
                return (None, Ec2Errors.InvalidValue(
                    $"'{Quoted.Plain(type ?? "")}' is not a valid taggable resource type for this operation."));
            }

            var (given, error) = Read(specification);
            if (error is not null)
            {
                return (None, error);
            }

            tags = tags.SetItems(given);
        }

        return (tags, null);
    }

    /// <summary>Those of a list <c>Tag</c>.</summary>
    public static (ImmutableSortedDictionary<string, string> Tags, QueryError? Error) Read(QueryValue parent)
    {
        var tags = None;
        foreach (var tag in parent.Items("Tag"))
        {
            var (key, value) = (tag.Text("Key") ?? "", tag.Text("Value") ?? "");
            if (ProblemWith(key, value) is { } problem)
            {
                return (None, problem);
            }

            if (tags.ContainsKey(key))
            {
                return (None, Ec2Errors.InvalidValue($"Duplicate tag key '{Quoted.Plain(key)}' specified."));
            }

            tags = tags.Add(key, value);
        }

        return tags.Count > Most ? (None, TooMany()) : (tags, null);
    }

    public static QueryError TooMany() =>
        new("TagLimitExceeded", "The maximum number of Tags for a resource has been reached.");

    private static QueryError? ProblemWith(string key, string value) =>
        key.Length is 0 or > LongestKey
            ? Ec2Errors.InvalidValue($"Tag key must have 1 to {LongestKey} characters, not {key.Length}")
        : value.Length > LongestValue
            ? Ec2Errors.InvalidValue($"Tag value must have at most {LongestValue} characters, not {value.Length}")
        : key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)
            ? Ec2Errors.InvalidValue("Tag keys starting with 'aws:' are reserved for internal use")
        : key.Any(char.IsControl) || value.Any(char.IsControl)
            ? Ec2Errors.InvalidValue("Tags must not hold control characters")
        : null;
}
