using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using AlbEmulator.Stores;

namespace AlbEmulator.Networks;

/// <summary>What a call made other of the network; null for what stays.</summary>
internal sealed record NetworkChange
{
    public MapChange<SecurityGroup>? Groups { get; init; }

    /// <summary>By the ids of what has them.</summary>
    public MapChange<ImmutableSortedDictionary<string, string>>? Tags { get; init; }

    /// <summary>VPCs that were asked for; they are never forgotten.</summary>
    public ImmutableList<string>? Vpcs { get; init; }
}

/// <summary>What clients made of the network as changes, and as lines of JSON.</summary>
internal sealed class NetworkChanges : ChangeKind<NetworkRecords, NetworkChange>
{
    private static readonly JsonSerializerOptions Older = new() { Converters = { new JsonStringEnumConverter() } };

    public override int Format => 2;

    public override JsonSerializerOptions Json { get; } = new()
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public override NetworkRecords Empty { get; } = new();

    public override NetworkChange? Between(NetworkRecords before, NetworkRecords after)
    {
        var vpcs = ReferenceEquals(before.Vpcs, after.Vpcs) ? [] : after.Vpcs.Except(before.Vpcs);
        var change = new NetworkChange
        {
            Groups = MapChange<SecurityGroup>.Between(before.Groups, after.Groups),
            Tags = MapChange<ImmutableSortedDictionary<string, string>>.Between(before.Tags, after.Tags),
            Vpcs = vpcs.IsEmpty ? null : [.. vpcs],
        };
        return change == new NetworkChange() ? null : change;
    }

    /// <summary>A line for each security group, and one for each other kind.</summary>
    public override IEnumerable<NetworkChange> Whole(NetworkRecords state)
    {
        foreach (var group in state.Groups)
        {
            yield return new NetworkChange { Groups = new(null, ImmutableSortedDictionary<string, SecurityGroup>.Empty.Add(group.Key, group.Value)) };
        }

        if (Between(Empty, state with { Groups = Empty.Groups }) is { } rest)
        {
            yield return rest;
        }
    }

    public override ChangeReplay<NetworkRecords, NetworkChange> Replay() => new NetworkReplay();

    /// <summary>Earlier versions wrote the records as they are, and no format.</summary>
    public override NetworkRecords? ReadOlder(int? format, JsonElement content)
    {
        if (format is not null)
        {
            return null;
        }

        // What was read compares its keys as the culture has it.
        var read = content.Deserialize<NetworkRecords>(Older)!;
        return new()
        {
            Groups = Empty.Groups.AddRange(read.Groups),
            Tags = Empty.Tags.AddRange(read.Tags),
            Vpcs = Empty.Vpcs.Union(read.Vpcs),
        };
    }

    private sealed class NetworkReplay : ChangeReplay<NetworkRecords, NetworkChange>
    {
        private NetworkRecords _state = new();

        public override NetworkRecords State => _state;

        public override void Take(NetworkChange change) => _state = new()
        {
            Groups = change.Groups?.Of(_state.Groups) ?? _state.Groups,
            Tags = change.Tags?.Of(_state.Tags) ?? _state.Tags,
            Vpcs = _state.Vpcs.Union(change.Vpcs ?? []),
        };
    }
}
