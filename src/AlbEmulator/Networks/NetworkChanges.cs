using System.Collections.Immutable;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AlbEmulator.Machine;
using AlbEmulator.Model;
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

    /// <summary>Such as <c>sg-0a1b2c3d changed</c>.</summary>
    public override string ToString()
    {
        var put = (Groups?.Put?.Keys ?? []).Concat(Tags?.Put?.Keys.Select(id => $"tags of {id}") ?? []).Concat(Vpcs ?? []);
        var removed = (Groups?.Removed ?? []).Concat(Tags?.Removed?.Select(id => $"tags of {id}") ?? []);
        return string.Join(", ", put.Select(what => $"{what} changed").Concat(removed.Select(what => $"{what} removed")));
    }
}

/// <summary>What clients made of the network as changes, and as lines of JSON.</summary>
internal sealed partial class NetworkChanges : ChangeKind<NetworkRecords, NetworkChange>
{
    public override int Format => 2;

    public override int LongestOlder => 64 * 1024 * 1024;

    public override JsonTypeInfo<NetworkChange> Json => field ??= Form<NetworkChange>();

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

    public override NetworkRecords After(NetworkRecords state, NetworkChange change) => new()
    {
        Groups = change.Groups?.Of(state.Groups) ?? state.Groups,
        Tags = change.Tags?.Of(state.Tags) ?? state.Tags,
        Vpcs = state.Vpcs.Union(change.Vpcs ?? []),
    };

    public override ChangeReplay<NetworkRecords, NetworkChange> Replay() => new NetworkReplay(this);

    /// <summary>Earlier versions wrote the records as they are, and no format.</summary>
    public override (NetworkRecords State, Problem? Problem) ReadOlder(string file, byte[] content)
    {
        var (read, fault) = KeptJson.Read(content, Form<NetworkRecords>());

        // What was read compares its keys as the culture has it.
        return read is null
            ? (Empty, new Problem(new Origin(file, fault!.Line, fault.Path), fault.Message))
            : (new()
            {
                Groups = Empty.Groups.AddRange(read.Groups),
                Tags = Empty.Tags.AddRange(read.Tags),
                Vpcs = Empty.Vpcs.Union(read.Vpcs),
            }, null);
    }

    private static JsonTypeInfo<T> Form<T>()
        where T : class =>
        KeptJson.Of<T>(NetworkTypes.Default, new JsonStringEnumConverter<PeerKind>());

    [JsonSerializable(typeof(NetworkChange))]
    [JsonSerializable(typeof(NetworkRecords))]
    private sealed partial class NetworkTypes : JsonSerializerContext;

    private sealed class NetworkReplay(NetworkChanges kind) : ChangeReplay<NetworkRecords, NetworkChange>
    {
        private NetworkRecords _state = new();

        public override NetworkRecords State => _state;

        public override void Take(NetworkChange change) => _state = kind.After(_state, change);
    }
}
