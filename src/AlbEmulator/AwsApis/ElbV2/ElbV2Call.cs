using System.Collections.Immutable;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;
using AlbEmulator.Networks;

namespace AlbEmulator.AwsApis.ElbV2;

/// <summary>A call of one action: what was given, and the resources as they are at its turn.</summary>
/// <param name="Query">The call as it came.</param>
/// <param name="View">What there is.</param>
/// <param name="Room">What actions need of the rest of the emulator.</param>
internal sealed record ElbV2Call(QueryCall Query, ElbV2View View, ElbV2Room Room)
{
    public QueryValue Parameters => Query.Parameters;

    /// <summary>What somebody else said for this call so far; an action that needs more of them says so.</summary>
    public ImmutableDictionary<Wanted, Found> Fetched { get; init; } = ImmutableDictionary<Wanted, Found>.Empty;

    public ElbV2State State => View.State;

    public string Region => Query.Scope.Region;

    public string Account => Query.Scope.Account(Room.Settings);

    /// <summary>Subnets, security groups and instances of the call's region and account.</summary>
    public Network Network => SubnetZones.Told(Room.Networks.Of(Account, Region), State.LoadBalancers);

    /// <summary>Whether a thing is of the region and account that the call is signed for.</summary>
    public bool IsHere(Resource resource) =>
        resource.Arn.Split(':', 6) is [_, _, _, var region, var account, _] && region == Region && account == Account;

    /// <summary>The text of a parameter.</summary>
    public string? Text(string name) => Parameters.Text(name);

    /// <summary>Whether a parameter was given.</summary>
    public bool Has(string name) => Parameters.Find(name) is { IsAbsent: false };

    /// <summary>16 hexadecimal digits that no other thing has.</summary>
    public string NewId() => Room.NewId();

    /// <summary>The beginning of an ARN.</summary>
    public string Arn(string rest) => $"arn:{Partition(Region)}:elasticloadbalancing:{Region}:{Account}:{rest}";

    private static string Partition(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
        : "aws";
}

/// <summary>What came of an action: an error, or other resources and what to tell once they are in effect.</summary>
internal sealed record ElbV2Result
{
    public QueryError? Error { get; private init; }

    /// <summary>What is to be fetched before the action can be done; else empty.</summary>
    public IReadOnlyList<Wanted> Wants { get; private init; } = [];

    /// <summary>Null where nothing changes.</summary>
    public ElbV2State? Changed { get; private init; }

    /// <summary>Writes the members of the result.</summary>
    public Action<QueryXml, ElbV2View> Content { get; private init; } = static (_, _) => { };

    /// <summary>Nothing to do and nothing to tell.</summary>
    public static ElbV2Result Nothing { get; } = new();

    public static ElbV2Result Tell(Action<QueryXml, ElbV2View> content) => new() { Content = content };

    public static ElbV2Result Change(ElbV2State state, Action<QueryXml, ElbV2View>? content = null) =>
        new() { Changed = state, Content = content ?? Nothing.Content };

    public static ElbV2Result Want(IReadOnlyList<Wanted> wanted) => new() { Wants = wanted };

    public static implicit operator ElbV2Result(QueryError error) => new() { Error = error };

    /// <summary>The named form of the conversion.</summary>
    public static ElbV2Result FromQueryError(QueryError error) => error;
}

/// <summary>All resources, those of files included, and the topology that they make.</summary>
internal sealed record ElbV2View(ElbV2State State, Topology Topology)
{
    /// <summary>Whether a load balancer is what it is at every node.</summary>
    public Func<string, bool> IsEverywhere { get; init; } = static _ => true;

    public TargetGroup? TargetGroup(string arn) => Topology.TargetGroups.FirstOrDefault(group => group.Arn == arn);

    /// <summary>The load balancers whose listeners or rules forward to a target group.</summary>
    public IEnumerable<string> LoadBalancersOf(string targetGroupArn) => Topology.LoadBalancers
        .Where(loadBalancer => loadBalancer.TargetGroupArns.Contains(targetGroupArn))
        .Select(loadBalancer => loadBalancer.Arn);
}
