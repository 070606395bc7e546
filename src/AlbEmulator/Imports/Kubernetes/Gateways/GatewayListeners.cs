using System.Text.RegularExpressions;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>The listeners of a Gateway, and of the ListenerSets that it takes: those that the controller leaves out are noted.</summary>
internal sealed partial class GatewayListeners(Manifests manifests, NamespaceChoice namespaces, SpecCheck check, Import import)
{
    public IReadOnlyList<GatewayListener> Of(Manifest gateway)
    {
        var taken = new List<GatewayListener>();
        foreach (var owner in Owners(gateway))
        {
            var own = new List<GatewayListener>();
            foreach (var node in owner.Spec.Field("listeners").Items().Take(SpecLimits.Listeners))
            {
                if (Read(owner, node) is { } listener && !IsRefused(listener, own, taken))
                {
                    own.Add(listener);
                    taken.Add(listener);
                }
            }
        }

        return taken;
    }

    /// <summary>The Gateway, then its ListenerSets by their names, older ones first where they say when they were made.</summary>
    private IEnumerable<Manifest> Owners(Manifest gateway)
    {
        yield return gateway;
        foreach (var set in manifests.All(ManifestKinds.ListenerSet).Where(set => IsFor(set, gateway)).OrderBy(CreationTime.Of).ThenBy(set => set.Id, StringComparer.Ordinal))
        {
            check.Check(set, GatewayShapes.ListenerSet);
            if (namespaces.Has(gateway.Spec.Field("allowedListeners").Field("namespaces"), NamespaceChoice.None, gateway.Namespace, set.Namespace))
            {
                yield return set;
            }
            else
            {
                import.Note(set.Origin, $"{set.Words} is left out: {gateway.Words} takes no listeners of {Quoted.Text(set.Namespace)}; write spec.allowedListeners.namespaces there");
            }
        }
    }

    private static bool IsFor(Manifest set, Manifest gateway)
    {
        var parent = set.Spec.Field("parentRef");
        var space = parent.Text("namespace") is { Length: > 0 } written ? written : set.Namespace;
        return (parent.Text("kind") is "" or ManifestKinds.Gateway) && parent.Text("name") == gateway.Name && space == gateway.Namespace;
    }

    private GatewayListener? Read(Manifest owner, Node node)
    {
        var name = node.Text("name");
        var words = $"{owner.Words}: listener {Quoted.Text(name)}";
        if (name.Length == 0)
        {
            import.Tell(node.Origin, $"{owner.Words} has a listener without a name");
            return null;
        }

        if (!node.Field("port").TryInteger(out var port) || port is < Bounds.LeastPort or > Bounds.MostPort)
        {
            import.Tell(node.Find("port")?.Origin ?? node.Origin, $"{words} needs a port from {Bounds.LeastPort} to {Bounds.MostPort}");
            return null;
        }

        var protocol = node.Text("protocol");
        if (protocol is not (GatewayListener.Http or GatewayListener.Https))
        {
            import.Note(node.Find("protocol")?.Origin ?? node.Origin, $"{words} is left out: it has the protocol {Quoted.Text(protocol)}, and an Application Load Balancer has HTTP and HTTPS");
            return null;
        }

        foreach (var kind in node.Field("allowedRoutes").Field("kinds").Items())
        {
            if (kind.Text("kind") is not (ManifestKinds.HttpRoute or ManifestKinds.GrpcRoute))
            {
                import.Note(kind.Origin, $"{words} is left out: it allows routes of the kind {Quoted.Text(kind.Text("kind"))}, and there are HTTPRoute and GRPCRoute");
                return null;
            }
        }

        var host = node.Text("hostname");
        if (host.Length > 0 && !IsHost(host))
        {
            import.Tell(node.Find("hostname")!.Origin, $"{words} has the hostname {Quoted.Text(host)}: write one in lower case, such as shop.example.com or *.example.com");
            return null;
        }

        return IsTls(node, words, protocol) ? new GatewayListener(owner, node, name, port, protocol == GatewayListener.Https, host) : null;
    }

    /// <summary>Whether a name may stand as that of a host, which may begin with <c>*.</c>.</summary>
    public static bool IsHost(string host) => host.Length <= 253 && !Addresses.TryParse(host, out _) && HostName().IsMatch(host);

    private bool IsTls(Node node, string words, string protocol)
    {
        if (node.Field("tls") is not { } tls)
        {
            return true;
        }

        if (protocol == GatewayListener.Http)
        {
            import.Tell(tls.Origin, $"{words} has tls, which does not go with the protocol HTTP: write HTTPS, or remove it");
            return false;
        }

        if (tls.Text("mode") is not ("" or "Terminate"))
        {
            import.Tell(tls.Find("mode")!.Origin, $"{words} has the tls.mode {Quoted.Text(tls.Text("mode"))}: with HTTPS it must be Terminate");
            return false;
        }

        return true;
    }

    private bool IsRefused(GatewayListener listener, List<GatewayListener> own, List<GatewayListener> taken)
    {
        var place = listener.Node.Origin;
        if (own.Find(other => other.Name == listener.Name) is { } same)
        {
            import.Tell(place, $"{listener.Owner.Words} has the listener {Quoted.Text(listener.Name)}{same.Node.Origin.AtLine} already: give each a name of its own");
            return true;
        }

        if (taken.Find(other => other.Port == listener.Port && other.IsHttps != listener.IsHttps) is { } protocol)
        {
            import.Note(
                listener.Node.Find("protocol")!.Origin,
                $"{listener.Words} is left out: it has {listener.Protocol} at port {listener.Port}, and the listener {Quoted.Text(protocol.Name)} of {protocol.Owner.Words} has {protocol.Protocol} there: one port has one protocol");
            return true;
        }

        if (taken.Find(other => other.Port == listener.Port && other.Host == listener.Host && (listener.Host.Length > 0 || ReferenceEquals(other.Owner, listener.Owner))) is { } host)
        {
            var what = listener.Host.Length > 0 ? $"the hostname {Quoted.Text(listener.Host)}" : "no hostname";
            import.Note(
                listener.Node.Find("hostname")?.Origin ?? place,
                $"{listener.Words} is left out: it has {what} at port {listener.Port}, and so has the listener {Quoted.Text(host.Name)} of {host.Owner.Words}: write another hostname or another port");
            return true;
        }

        return false;
    }

    [GeneratedRegex(@"^(\*\.)?[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$")]
    private static partial Regex HostName();
}
