using AlbEmulator.Documents;

namespace AlbEmulator.Imports.Services;

/// <summary>
/// Priorities of the rules of services that name none: behind those that do, and what is more particular first: a host with a
/// path, then longer paths.
/// </summary>
internal static class ServicePriorities
{
    private const int Step = 10;

    public static IEnumerable<(RoutedService Service, Node.Scalar Priority)> Of(IEnumerable<RoutedService> services)
    {
        var all = services.ToList();
        var written = all.Where(service => service.Labels.Priority is not null).ToList();
        var highest = written.Select(service => service.Labels.Priority.TryInteger(out var number) ? number : 0).DefaultIfEmpty().Max();
        // Where none is left above the highest, the last ones are told to be out of range.
        var next = highest / Step * Step;
        return
        [
            .. written.Select(service => (service, service.Labels.Priority!)),
            .. all.Except(written)
                .OrderByDescending(service => service.Labels.Hosts.Count > 0 && service.Labels.Paths.Count > 0)
                .ThenByDescending(service => service.Labels.Paths.Select(path => path.Text.Length).DefaultIfEmpty().Max())
                .ThenByDescending(service => service.Labels.Hosts.Select(host => host.Text.Length).DefaultIfEmpty().Max())
                .ThenBy(service => service.Name, StringComparer.Ordinal)
                .Select(service => (service, Nodes.Number(service.Origin, next += Step))),
        ];
    }
}
