using System.Text.Json.Nodes;
using AlbEmulator.ControlPort;
using AlbEmulator.Faults;
using AlbEmulator.Snapshots;
using AlbEmulator.Topologies;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Testing;

/// <summary>
/// What is done to requests on purpose, so that a test sees what becomes of their clients. Answers, logs and metrics are those of the
/// real failure. Each is for requests that begin from then on; of several a request gets the first.
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
    /// <param name="status">500, 502, 503 or 504, or 403 as AWS WAF gives it.</param>
    /// <param name="targetGroup">Whose requests, by its name; of all unless one of the three is said.</param>
    /// <param name="rule">Whose requests, by its priority as in <c>10</c>, or <c>default</c>.</param>
    /// <param name="loadBalancer">Whose requests, by its name.</param>
    /// <param name="share">Which part of them, above 0 and at most 1.</param>
    /// <param name="duration">When it ends by itself, a day at most; null for when it is disposed of.</param>
    /// <exception cref="AlbException">There is no such group, rule or load balancer, or a value is out of range.</exception>
    public AlbFault Answer(
        int status, string? targetGroup = null, string? rule = null, string? loadBalancer = null, double share = 1, TimeSpan? duration = null) =>
        Add("status", status, targetGroup, rule, loadBalancer, share, duration);

    /// <summary>Requests wait before they are forwarded.</summary>
    /// <param name="delay">1 ms to 300 s, by the clock of the load balancer.</param>
    /// <param name="targetGroup">Whose requests, by its name; of all unless one of the three is said.</param>
    /// <param name="rule">Whose requests, by its priority as in <c>10</c>, or <c>default</c>.</param>
    /// <param name="loadBalancer">Whose requests, by its name.</param>
    /// <param name="share">Which part of them, above 0 and at most 1.</param>
    /// <param name="duration">When it ends by itself, a day at most; null for when it is disposed of.</param>
    /// <exception cref="AlbException">There is no such group, rule or load balancer, or a value is out of range.</exception>
    public AlbFault Delay(
        TimeSpan delay, string? targetGroup = null, string? rule = null, string? loadBalancer = null, double share = 1, TimeSpan? duration = null) =>
        Add("delayMilliseconds", delay.TotalMilliseconds, targetGroup, rule, loadBalancer, share, duration);

    /// <summary>The connection of the client is reset, of HTTP/2 its stream.</summary>
    /// <param name="targetGroup">Whose requests, by its name; of all unless one of the three is said.</param>
    /// <param name="rule">Whose requests, by its priority as in <c>10</c>, or <c>default</c>.</param>
    /// <param name="loadBalancer">Whose requests, by its name.</param>
    /// <param name="share">Which part of them, above 0 and at most 1.</param>
    /// <param name="duration">When it ends by itself, a day at most; null for when it is disposed of.</param>
    /// <exception cref="AlbException">There is no such group, rule or load balancer, or a value is out of range.</exception>
    public AlbFault Reset(
        string? targetGroup = null, string? rule = null, string? loadBalancer = null, double share = 1, TimeSpan? duration = null) =>
        Add("reset", true, targetGroup, rule, loadBalancer, share, duration);

    /// <summary>Ends them all.</summary>
    public void Clear() => _faults.Replace([]);

    private AlbFault Add(
        string kind, JsonNode value, string? targetGroup, string? rule, string? loadBalancer, double share, TimeSpan? duration)
    {
        if (targetGroup is null && rule is null && loadBalancer is null && _topologies.Current.LoadBalancers is [var only])
        {
            loadBalancer = only.Name;
        }

        var fault = new JsonObject { [kind] = value, ["share"] = share };
        foreach (var (name, whose) in new[] { ("targetGroup", targetGroup), ("rule", rule), ("loadBalancer", loadBalancer) })
        {
            if (whose is not null)
            {
                fault[name] = whose;
            }
        }

        if (duration is { } time)
        {
            fault["seconds"] = time.TotalSeconds;
        }

        // By the way of the control port, so that it takes what that takes, and says what that says.
        var body = System.Text.Encoding.UTF8.GetBytes(new JsonObject { ["faults"] = new JsonArray(fault) }.ToJsonString());
        var (faults, problem) = new FaultsQuestion(_current.Value).Read(body);
        return faults is null ? throw new AlbException(problem!)
            : _faults.Add(faults, FaultsQuestion.MostFaults) is { } injected ? new AlbFault(_faults, injected[^1])
            : throw new AlbException($"There would be more than {FaultsQuestion.MostFaults} faults in effect: end some first.");
    }
}
