using AlbEmulator.Model;

namespace AlbEmulator.Imports.Services;

/// <summary>
/// Which services get requests: those with labels, and beside them the one that is the default: it has labels with neither a path
/// nor a host or, where none has, it is the only one without labels that may speak HTTP.
/// </summary>
internal static class ServiceChoice
{
    private const string Mend = $"write {ServiceLabels.PathLabel} or {ServiceLabels.HostLabel} for";

    /// <param name="services">All that there are, without the emulator itself.</param>
    /// <param name="tell">Where and what is wrong.</param>
    /// <param name="note">Where and what is left out.</param>
    public static IReadOnlyList<CandidateService> Of(
        IReadOnlyList<CandidateService> services, Action<Origin, string> tell, Action<Origin, string> note)
    {
        var labelled = services.Where(service => service.Labels is { IsAny: true, IsIgnored: false }).ToList();
        var unlabelled = services.Where(service => !service.Labels.IsAny).ToList();
        TellTwice(labelled, tell);
        var defaults = labelled.Where(service => service.Labels.IsDefault).ToList();
        if (defaults.Count > 1)
        {
            tell(
                defaults[1].Origin,
                $"{Quoted.List(defaults.Select(service => service.Name))} have neither {ServiceLabels.PathLabel} nor {ServiceLabels.HostLabel}, and one "
                    + $"service at most takes what no other does: {Mend} the others");
        }

        var candidates = defaults.Count > 0 ? [] : unlabelled.Where(service => KnownPorts.Web(service.Ports).Count > 0).ToList();
        if (candidates.Count > 1)
        {
            var (first, port) = (candidates[0].Name, KnownPorts.Web(candidates[0].Ports)[0]);
            tell(
                candidates[1].Origin,
                $"{Quoted.List(candidates.Select(service => service.Name))} have no labels, and one service at most takes what no other does: {Mend} "
                    + $"the others, {ServiceLabels.IgnoreLabel}: \"true\" where none is meant to get requests, or {ServiceLabels.PortLabel}: {port} for "
                    + $"{Quoted.Text(first)} alone, so that it is the default");
        }

        IReadOnlyList<CandidateService> chosen = [.. labelled, .. candidates.Take(1)];
        var others = unlabelled.Except(candidates).ToList();
        if (others.Count > 0 && chosen.Count > 0)
        {
            note(others[0].Origin, $"without labels no requests go to {string.Join("; ", others.Select(service => Why(service, defaults)))}");
        }

        return candidates.Count > 1 ? labelled : chosen;
    }

    private static string Why(CandidateService service, List<CandidateService> defaults) =>
        KnownPorts.Web(service.Ports).Count > 0
            ? $"{Quoted.Text(service.Name)} ({Quoted.Text(defaults[0].Name)} is the default)"
            : $"{Quoted.Text(service.Name)} ({KnownPorts.Why(service.Ports)})";

    /// <summary>Of two services with the same path and host the second would get nothing.</summary>
    private static void TellTwice(List<CandidateService> services, Action<Origin, string> tell)
    {
        foreach (var same in services.Where(service => !service.Labels.IsDefault).GroupBy(service => string.Join(
            '\n', service.Labels.Hosts.Select(host => host.Text).Order(StringComparer.Ordinal)
                .Append("")
                .Concat(service.Labels.Paths.Select(path => path.Text).Order(StringComparer.Ordinal)))))
        {
            foreach (var second in same.Skip(1))
            {
                tell(second.Origin, $"takes the same requests as {Quoted.Text(same.First().Name)}, which would get them all: give the two other "
                    + $"values of {ServiceLabels.PathLabel} or {ServiceLabels.HostLabel}");
            }
        }
    }
}

/// <summary>A service, or a container, that may get requests.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Origin">Where it stands.</param>
/// <param name="Labels">What they ask for.</param>
/// <param name="Ports">Ports of TCP on which its containers listen, as far as that is said.</param>
internal sealed record CandidateService(string Name, Origin Origin, ServiceLabels Labels, IReadOnlyList<int> Ports)
{
    /// <summary>The port that requests go to; or tells that it is not to be found out.</summary>
    public int? Port(Action<Origin, string> tell)
    {
        if (Labels.Port is { } written)
        {
            return written.Number;
        }

        var distinct = Ports.Distinct().ToList();
        if (distinct is [var only])
        {
            return only;
        }

        if (KnownPorts.Web(distinct) is [var web])
        {
            return web;
        }

        tell(Origin, distinct.Count == 0
            ? $"{Quoted.Text(Name)} says no port: write {ServiceLabels.PortLabel}, the port on which it listens in its container, such as "
                + $"{ServiceLabels.PortLabel}: 3000"
            : $"{Quoted.Text(Name)} has the ports {string.Join(", ", distinct)}: write which of them takes requests, such as "
                + $"{ServiceLabels.PortLabel}: {distinct[0]}");
        return null;
    }
}
