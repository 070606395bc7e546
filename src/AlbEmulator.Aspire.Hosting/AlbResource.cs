using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace AlbEmulator.Aspire.Hosting;

/// <summary>
/// An Application Load Balancer of an AppHost: the program <c>alb</c>, with its listeners as the endpoints <c>http</c> and <c>https</c>
/// and its control port as the endpoint <c>control</c>.
/// </summary>
public sealed class AlbResource : ExecutableResource, IResourceWithServiceDiscovery
{
    internal const string Http = "http";
    internal const string Https = "https";
    internal const string Control = "control";

    internal AlbResource(string name, string folder)
        : base(name, AlbProgram.Usual, folder) => Folder = folder;

    /// <summary>The control port: the console, <c>/health</c>, the journal and all its other paths.</summary>
    public EndpointReference ControlEndpoint => new(this, Control);

    /// <summary>What this run writes, unless it is said otherwise; it is gone when the run has ended.</summary>
    internal string Folder { get; }

    internal AlbProgram Program { get; set; } = new(AlbProgram.Usual);

    /// <summary>Null for below <see cref="Folder"/>.</summary>
    internal string? DataDirectory { get; set; }

    internal string? HealthCheckPath { get; set; }

    /// <summary>The endpoints of listeners, by their names; a null is a listener that has the port which clients see.</summary>
    internal Dictionary<string, int?> Listeners { get; } = new() { [Http] = null };

    internal List<(AlbRule Rule, AlbTargets Targets)> Rules { get; } = [];

    internal AlbTargets? Default { get; set; }

    internal int? DefaultStatus { get; set; }

    /// <summary>Topology files, templates and plans that take the place of rules.</summary>
    internal List<string> TopologyFiles { get; } = [];

    internal string? TopologyText { get; set; }

    /// <summary>Targets of the groups of those files, by the name of the group.</summary>
    internal Dictionary<string, AlbTargets> GroupTargets { get; } = new(StringComparer.Ordinal);

    internal bool HasTopology => TopologyFiles.Count > 0 || TopologyText is not null;

    internal IEnumerable<AlbTargets> AllTargets =>
        Rules.Select(rule => rule.Targets).Append(Default).OfType<AlbTargets>().Concat(GroupTargets.Values);
}
