using System.Collections.Immutable;

namespace AlbEmulator.AwsApis.ElbV2.Resources;

/// <summary>What has an ARN and tags.</summary>
internal abstract record Resource
{
    /// <summary>Attributes of whatever has none set.</summary>
    protected static readonly ImmutableSortedDictionary<string, string> NoAttributes =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public required string Arn { get; init; }

    /// <summary>In the order in which they were added.</summary>
    public ImmutableList<Tag> Tags { get; init => field = value ?? []; } = [];

    /// <summary>A list with an item in the place of the one of the same ARN, or at its end.</summary>
    public static ImmutableList<T> Replaced<T>(ImmutableList<T> items, T item)
        where T : Resource
    {
        var at = items.FindIndex(other => other.Arn == item.Arn);
        return at < 0 ? items.Add(item) : items.SetItem(at, item);
    }
}

/// <summary>A tag.</summary>
internal sealed record Tag(string Key, string Value);
