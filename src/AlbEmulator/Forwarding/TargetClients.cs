using AlbEmulator.Model;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms.Builder;

namespace AlbEmulator.Forwarding;

/// <summary>
/// The client of every target group, kept from topology to topology; another one for another version of HTTP or another
/// policy of TLS, so that requests which took the topology before speak to their targets as they did.
/// </summary>
internal sealed class TargetClients(IHttpForwarder forwarder, ITransformBuilder transforms, TargetConnector connector)
    : IDisposable
{
    private readonly HttpTransformer _transformer = transforms.Create(TargetTransforms.Apply);
    private readonly Dictionary<string, TargetClient> _clients = [];
    private readonly List<TargetClient> _replaced = [];

    /// <param name="targetGroupArn">Of a group that was registered.</param>
    public TargetClient Of(string targetGroupArn) => _clients[targetGroupArn];

    /// <summary>Before requests see a topology: takes up its target groups, and lets go of none.</summary>
    public void Register(Topology topology)
    {
        var policies = topology.TargetPolicies;
        foreach (var group in topology.TargetGroups)
        {
            var policy = group.Protocol == TargetGroupProtocol.Https
                ? policies.GetValueOrDefault(group.Arn, SslPolicies.Default)
                : null;
            if (_clients.TryGetValue(group.Arn, out var known))
            {
                if (known.Fits(group, policy))
                {
                    continue;
                }

                _replaced.Add(known);
            }

            _clients[group.Arn] = new TargetClient(group, policy, forwarder, _transformer, connector);
        }
    }

    /// <summary>Once requests see the topology: lets go of what it does not have.</summary>
    public void Deregister(Topology topology)
    {
        _replaced.ForEach(client => client.Dispose());
        _replaced.Clear();
        if (_clients.Count == topology.TargetGroups.Count)
        {
            return;
        }

        var groups = topology.TargetGroups.Select(group => group.Arn).ToHashSet();
        foreach (var (arn, client) in _clients)
        {
            if (!groups.Contains(arn))
            {
                _clients.Remove(arn);
                client.Dispose();
            }
        }
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }
}
