using System.Text.Json.Nodes;
using AlbEmulator.ControlPort;
using AlbEmulator.Faults;
using AlbEmulator.Model;
using AlbEmulator.Snapshots;
using AlbEmulator.Topologies;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Testing;

/// <summary>
/// What is done to requests on purpose, so that a test sees what becomes of their clients. Answers, logs and metrics are those of the
/// real failure. Each is for requests that begin from then on; of several a request gets the first. A change of the topology ends those that are
/// not kept.
/// </summary>
/// <example><code>using var fault = alb.Faults.Answer(503, targetGroup: "orders", share: 0.25);</code></example>
public sealed class AlbFaults
{
    private readonly InjectedFaults _faults;
    private readonly CurrentSnapshot _current;
    private readonly TopologyStore _topologies;

    internal AlbFaults(IServiceProvider services)
    {
        _faults = services.GetRequiredService<InjectedFaults>();
        _current = services.GetRequiredService<CurrentSnapshot>();
        _topologies = services.GetRequiredService<TopologyStore>();
    }

    /// <summary>The load balancer itself answers.</summary>
    /// <param name="status">500, 502, 503 or 504, or 403 as AWS WAF gives it; of a target 502 or 504.</param>
    /// <param name="targetGroup">Whose requests, by its name; of all unless one of the four is said.</param>
    /// <param name="rule">Whose requests, by its priority as in <c>10</c>, or <c>default</c>.</param>
    /// <param name="loadBalancer">Whose requests, by its name.</param>
    /// <param name="share">Which part of them, above 0 and at most 1.</param>
    /// <param name="duration">When it ends by itself, a day at most; null for when it is disposed of.</param>
    /// <param name="target">Whose requests, as <c>10.0.0.1:80</c>, by its id with its port or without.</param>
    /// <param name="keep">Whether it stays when the topology is changed.</param>
    /// <exception cref="AlbException">There is no such group, rule, load balancer or target, or a value is out of range.</exception>
    public AlbFault Answer(
        int status,
        string? targetGroup = null,
        string? rule = null,
        string? loadBalancer = null,
        double share = 1,
        TimeSpan? duration = null,
        string? target = null,
        bool keep = false) =>
        Add("status", status, new Whose(targetGroup, rule, loadBalancer, target), share, duration, keep);

    /// <summary>Requests wait before they are forwarded.</summary>
    /// <param name="delay">1 ms to 300 s, by the clock of the load balancer.</param>
    /// <param name="targetGroup">Whose requests, by its name; of all unless one of the four is said.</param>
    /// <param name="rule">Whose requests, by its priority as in <c>10</c>, or <c>default</c>.</param>
    /// <param name="loadBalancer">Whose requests, by its name.</param>
    /// <param name="share">Which part of them, above 0 and at most 1.</param>
    /// <param name="duration">When it ends by itself, a day at most; null for when it is disposed of.</param>
    /// <param name="target">Whose requests, as <c>10.0.0.1:80</c>, by its id with its port or without.</param>
    /// <param name="keep">Whether it stays when the topology is changed.</param>
    /// <exception cref="AlbException">There is no such group, rule, load balancer or target, or a value is out of range.</exception>
    public AlbFault Delay(
        TimeSpan delay,
        string? targetGroup = null,
        string? rule = null,
        string? loadBalancer = null,
        double share = 1,
        TimeSpan? duration = null,
        string? target = null,
        bool keep = false) =>
        Add("delayMilliseconds", delay.TotalMilliseconds, new Whose(targetGroup, rule, loadBalancer, target), share, duration, keep);

    /// <summary>The connection of the client is reset, of HTTP/2 its stream.</summary>
    /// <param name="targetGroup">Whose requests, by its name; of all unless one of the four is said.</param>
    /// <param name="rule">Whose requests, by its priority as in <c>10</c>, or <c>default</c>.</param>
    /// <param name="loadBalancer">Whose requests, by its name.</param>
    /// <param name="share">Which part of them, above 0 and at most 1.</param>
    /// <param name="duration">When it ends by itself, a day at most; null for when it is disposed of.</param>
    /// <param name="target">Whose requests, as <c>10.0.0.1:80</c>, by its id with its port or without.</param>
    /// <param name="keep">Whether it stays when the topology is changed.</param>
    /// <exception cref="AlbException">There is no such group, rule, load balancer or target, or a value is out of range.</exception>
    public AlbFault Reset(
        string? targetGroup = null,
        string? rule = null,
        string? loadBalancer = null,
        double share = 1,
        TimeSpan? duration = null,
        string? target = null,
        bool keep = false) =>
        Add("reset", true, new Whose(targetGroup, rule, loadBalancer, target), share, duration, keep);

    /// <inheritdoc cref="Reset"/>
    /// <summary>Targets refuse the connection, as where nothing listens: clients get a 502.</summary>
    public AlbFault Refuse(
        string? targetGroup = null,
        string? rule = null,
        string? loadBalancer = null,
        double share = 1,
        TimeSpan? duration = null,
        string? target = null,
        bool keep = false) =>
        Add("refuse", true, new Whose(targetGroup, rule, loadBalancer, target), share, duration, keep);

    /// <summary>The body of a target's answer comes slowly, by the clock of the load balancer.</summary>
    /// <param name="bytesPerSecond">Of each body, 1 at least.</param>
    /// <param name="targetGroup">Whose requests, by its name; of all unless one of the four is said.</param>
    /// <param name="rule">Whose requests, by its priority as in <c>10</c>, or <c>default</c>.</param>
    /// <param name="loadBalancer">Whose requests, by its name.</param>
    /// <param name="share">Which part of them, above 0 and at most 1.</param>
    /// <param name="duration">When it ends by itself, a day at most; null for when it is disposed of.</param>
    /// <param name="target">Whose requests, as <c>10.0.0.1:80</c>, by its id with its port or without.</param>
    /// <param name="keep">Whether it stays when the topology is changed.</param>
    /// <exception cref="AlbException">There is no such group, rule, load balancer or target, or a value is out of range.</exception>
    public AlbFault SlowBody(
        int bytesPerSecond,
        string? targetGroup = null,
        string? rule = null,
        string? loadBalancer = null,
        double share = 1,
        TimeSpan? duration = null,
        string? target = null,
        bool keep = false) =>
        Add("bodyBytesPerSecond", bytesPerSecond, new Whose(targetGroup, rule, loadBalancer, target), share, duration, keep);

    /// <summary>Ends them all.</summary>
    public void Clear() => _faults.Replace([]);

    private AlbFault Add(string kind, JsonNode value, Whose whose, double share, TimeSpan? duration, bool keep)
    {
        var fault = new JsonObject { [kind] = value, ["share"] = share };
        foreach (var (name, said) in whose.Or(_topologies.Current))
        {
            fault[name] = said;
        }

        if (duration is { } time)
        {
            fault["seconds"] = time.TotalSeconds;
        }

        if (keep)
        {
            fault["keep"] = true;
        }

        // By the way of the control port, so that it takes what that takes, and says what that says.
        var body = System.Text.Encoding.UTF8.GetBytes(new JsonObject { ["faults"] = new JsonArray(fault) }.ToJsonString());
        var (faults, problem) = new FaultsQuestion(_current.Value).Read(body);
        return faults is null ? throw new AlbException(problem!)
            : _faults.Add(faults, FaultsQuestion.MostFaults) is { } injected ? new AlbFault(_faults, injected[^1])
            : throw new AlbException($"There would be more than {FaultsQuestion.MostFaults} faults in effect: end some first.");
    }

    /// <summary>Whose requests a fault is for.</summary>
    private readonly record struct Whose(string? TargetGroup, string? Rule, string? LoadBalancer, string? Target)
    {
        /// <summary>As the control port names them; where nobody is said, the load balancer if there is but one.</summary>
        public IEnumerable<(string Name, string Said)> Or(Topology topology)
        {
            var all = this == default && topology.LoadBalancers is [var only] ? only.Name : LoadBalancer;
            return from one in new[] { ("targetGroup", TargetGroup), ("rule", Rule), ("loadBalancer", all), ("target", Target) }
                   where one.Item2 is not null
                   select (one.Item1, one.Item2);
        }
    }
}
