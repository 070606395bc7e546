namespace AlbEmulator.Imports.Kubernetes;

/// <summary>A listener of a group of Ingresses.</summary>
/// <param name="Port">Its port, as the first of them has it.</param>
/// <param name="Members">Those that want it, in the order of the group.</param>
internal sealed record IngressListener(ListenPort Port, IReadOnlyList<IngressMember> Members)
{
    /// <summary>All of a group, by port.</summary>
    public static IReadOnlyList<IngressListener> Of(IngressGroup group)
    {
        var listeners = new SortedDictionary<int, (ListenPort Port, List<IngressMember> Members)>();
        foreach (var member in group.Members)
        {
            foreach (var port in ListenPort.Of(member))
            {
                if (!listeners.TryGetValue(port.Port, out var listener))
                {
                    listeners.Add(port.Port, listener = (port, []));
                }

                if (listener.Port.IsHttps != port.IsHttps)
                {
                    member.Annotations.Tell(
                        ListenPort.Annotation,
                        port.Origin,
                        $"of {member.Ingress.Words} has a conflicting protocol for port {port.Port}: "
                            + $"{port.Protocol}, and {listener.Port.Protocol} is written{listener.Port.Origin.AtLine} for the same load balancer");
                }
                else if (!listener.Members.Contains(member))
                {
                    listener.Members.Add(member);
                }
            }
        }

        return [.. listeners.Values.Select(listener => new IngressListener(listener.Port, listener.Members))];
    }
}
