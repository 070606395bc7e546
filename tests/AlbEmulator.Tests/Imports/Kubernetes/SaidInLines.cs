using System.Text.RegularExpressions;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Imports.Kubernetes;

/// <summary>
/// What a topology says in short lines, for people to compare: load balancers by their names, their listeners by port, then the target
/// groups in the order in which the lines above name them.
/// </summary>
internal sealed partial class SaidInLines
{
    private readonly TopologyReading _reading;
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    private SaidInLines(TopologyReading reading) => _reading = reading;

    /// <param name="reading">What was read.</param>
    /// <param name="hasTargets">Whether the targets of groups are told.</param>
    public static IReadOnlyList<string> Of(TopologyReading reading, bool hasTargets)
    {
        var said = new SaidInLines(reading);
        List<string> lines = [.. said.LoadBalancers()];
        var groups = reading.Topology.TargetGroups.ToDictionary(group => group.Arn);
        foreach (var group in reading.Topology.TargetGroups)
        {
            said.NameOf(group.Arn);
        }

        return [.. lines, .. said._names.Where(named => groups.ContainsKey(named.Key)).Select(named => said.Group(groups[named.Key], hasTargets))];
    }

    /// <summary>The name of a target group, as it is first told and with a number where another is called the same.</summary>
    public string NameOf(string targetGroupArn)
    {
        if (!_names.TryGetValue(targetGroupArn, out var name))
        {
            var own = ShortName(targetGroupArn.Split('/')[1]);
            var before = _names.Values.Count(other => other.Split('#')[0] == own);
            name = before == 0 ? own : $"{own}#{before + 1}";
            _names.Add(targetGroupArn, name);
        }

        return name;
    }

    private IEnumerable<string> LoadBalancers()
    {
        foreach (var loadBalancer in _reading.Topology.LoadBalancers.OrderBy(item => ShortName(item.Name), StringComparer.Ordinal))
        {
            var node = NodeOf(TopologyShape.LoadBalancers, loadBalancer.Name);
            var scheme = node.Find(LoadBalancerShape.Scheme.Name).TryText(out var text) ? text : LoadBalancerShape.Scheme.Default;
            var type = loadBalancer.IpAddressType switch
            {
                LoadBalancerAddressType.Dualstack => LoadBalancerShape.Dualstack,
                LoadBalancerAddressType.DualstackWithoutPublicIpv4 => LoadBalancerShape.DualstackWithoutPublicIpv4,
                _ => LoadBalancerShape.Ipv4,
            };
            yield return $"balancer {ShortName(loadBalancer.Name)} {scheme} {type}{Attributes(node)}";
            foreach (var line in loadBalancer.Listeners.OrderBy(listener => listener.Port).SelectMany(listener => Listener(listener, node)))
            {
                yield return line;
            }
        }
    }

    private IEnumerable<string> Listener(Listener listener, Node? loadBalancer)
    {
        var node = loadBalancer.Find(LoadBalancerShape.Listeners.Name).Items()
            .FirstOrDefault(item => item.Find(ListenerShape.Port.Name).TryInteger(out var port) && port == listener.Port);
        var isSecure = listener.Protocol == ListenerProtocol.Https;
        yield return $"listener {listener.Protocol.ToString().ToUpperInvariant()}:{listener.Port}"
            + (isSecure ? $" policy={listener.SslPolicy.Name}" : "")
            + (listener.Certificates.Count > 0 ? $" certificates={listener.Certificates.Count}" : "")
            + Mutual(listener.MutualAuthentication)
            + Attributes(node);
        var rules = new SaidRule(NameOf);
        foreach (var rule in listener.Rules)
        {
            yield return $"  {rules.Of(rule)}";
        }

        yield return $"  default -> {rules.Actions(listener.DefaultActions)}";
    }

    private static string Mutual(MutualAuthentication mutual) => mutual.Mode switch
    {
        MutualAuthenticationMode.Passthrough => " mtls=passthrough",
        MutualAuthenticationMode.Verify => $" mtls=verify:{mutual.TrustStore?.Name}"
            + (mutual.IgnoresClientCertificateExpiry ? ",ignores-expiry" : "")
            + (mutual.AdvertisesTrustStoreCaNames ? ",advertises-names" : ""),
        _ => "",
    };

    private string Group(TargetGroup group, bool hasTargets)
    {
        var check = group.HealthCheck;
        return $"group {NameOf(group.Arn)} {group.Protocol.ToString().ToUpperInvariant()} {group.ProtocolVersion.ToString().ToUpperInvariant()} {group.Port}"
            + (group.IpAddressType == TargetGroupAddressType.Ipv6 ? " ipv6" : "")
            + $" check {check.Protocol.ToString().ToUpperInvariant()}:{check.Port?.ToString() ?? "traffic-port"} {check.Path} {check.Matcher.Text}"
            + $" every {check.Interval.TotalSeconds} timeout {check.Timeout.TotalSeconds} healthy {check.HealthyThreshold} unhealthy {check.UnhealthyThreshold}"
            + Attributes(NodeOf(TopologyShape.TargetGroups, group.Name))
            + (hasTargets ? $" targets={string.Join(',', group.Targets.Select(target => $"{target.Id}:{target.Port}"))}" : "");
    }

    /// <summary>Those that were set, by their keys.</summary>
    private static string Attributes(Node? node) => string.Concat(AttributeCheck.Read(node.Find(LoadBalancerShape.Attributes.Name))
        .OrderBy(attribute => attribute.Key, StringComparer.Ordinal)
        .Select(attribute => $" {attribute.Key}={attribute.Value}"));

    /// <summary>What a resource was read from: the model does not tell what was left to its default.</summary>
    private Node? NodeOf(Property resources, string name) => _reading.Roots
        .SelectMany(root => root.Find(resources.Name).Items())
        .FirstOrDefault(item => item.Find("Name").TryText(out var text) && text == name);

    /// <summary>Without the digits of a generated name that tell it from others.</summary>
    private static string ShortName(string name) => GeneratedName().Match(name) is { Success: true } match ? match.Groups[1].Value : name;

    [GeneratedRegex("^(k8s-.+)-[0-9a-f]{10}$")]
    private static partial Regex GeneratedName();
}
