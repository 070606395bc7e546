using System.Collections.Immutable;
using AlbEmulator.Documents;

namespace AlbEmulator.AwsApis.ElbV2.Resources;

/// <summary>
/// A listener as it was asked for.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Listener.html"/>
/// </summary>
internal sealed record ListenerResource : Resource
{
    /// <summary>Port, Protocol, SslPolicy, MutualAuthentication, DefaultActions: as they were given.</summary>
    public required Node.Mapping Settings { get; init; }

    public required string DefaultRuleArn { get; init; }

    public ImmutableList<Tag> DefaultRuleTags { get; init => field = value ?? []; } = [];

    /// <summary>ARNs: the default, then those of the certificate list, which may have it too.</summary>
    public ImmutableList<string> Certificates { get; init => field = value ?? []; } = [];

    public ImmutableSortedDictionary<string, string> Attributes { get; init => field = value ?? NoAttributes; } = NoAttributes;

    public ImmutableList<RuleResource> Rules { get; init => field = value ?? []; } = [];

    public int Port => Settings.Find("Port").TryInteger(out var port) ? port : 0;

    public string Protocol => Settings.Find("Protocol").TryText(out var protocol) ? protocol : "HTTP";

    public ListenerResource With(RuleResource rule) => this with { Rules = Replaced(Rules, rule) };
}

/// <summary>
/// A rule as it was asked for.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Rule.html"/>
/// </summary>
internal sealed record RuleResource : Resource
{
    public required int Priority { get; init; }

    /// <summary>Conditions, Actions, Transforms: as they were given.</summary>
    public required Node.Mapping Settings { get; init; }
}
