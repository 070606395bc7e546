using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace AlbEmulator.Aspire.Hosting;

/// <summary>The targets of a group: endpoints of resources. A resource with replicas has a target for each.</summary>
/// <param name="parts">Resources, each with the name of its endpoint; null for the usual one.</param>
internal sealed partial class AlbTargets(IReadOnlyList<(IResourceWithEndpoints Resource, string? Endpoint)> parts)
{
    public IEnumerable<IResourceWithEndpoints> Resources => parts.Select(part => part.Resource);

    /// <summary>A name that AWS takes, the same for the same endpoints.</summary>
    public string GroupName => AlbTopology.Short(string.Join('-', parts.Select(part =>
        part.Endpoint is null or AlbResource.Http ? part.Resource.Name : $"{part.Resource.Name}-{part.Endpoint}")));

    /// <summary>What is wrong with them, a sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var part in parts)
        {
            var found = part.Resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => endpoint.Name).ToList();
            switch (Choose(part))
            {
                case null when part.Endpoint is null:
                    yield return $"{part.Resource.Name} has no endpoint of HTTP: give it one by WithHttpEndpoint()";
                    break;
                case null:
                    yield return $"{part.Resource.Name} has no endpoint {part.Endpoint}"
                        + (found.Count == 0 ? "" : $": it has {string.Join(", ", found)}");
                    break;
                case { UriScheme: not (AlbResource.Http or AlbResource.Https) } endpoint:
                    yield return $"the endpoint {endpoint.Name} of {part.Resource.Name} is {endpoint.UriScheme}: a target speaks http or https";
                    break;
            }
        }

        if (parts.Select(Choose).OfType<EndpointAnnotation>().Select(endpoint => endpoint.UriScheme).Distinct().Count() > 1)
        {
            yield return $"{string.Join(" and ", Resources.Select(resource => resource.Name))} are one group, and not all speak the same of "
                + "http and https: name their endpoints";
        }
    }

    /// <summary>What is wrong with them where their group is made of a rule, and not written in a topology.</summary>
    public IEnumerable<string> ProblemsOfRule() => parts.Where(part => Choose(part)?.Transport == "http2").Select(part =>
        $"{part.Resource.Name} speaks HTTP/2 alone, and rules forward HTTP/1.1: have it in a topology (WithTopologyFile), in a group with its "
            + "ProtocolVersion behind an HTTPS listener");

    /// <summary>Where they are now.</summary>
    /// <param name="name">Of the group.</param>
    /// <param name="replicas">Where each replica is.</param>
    /// <param name="log">Told where replicas cannot be told apart.</param>
    /// <param name="cancellation">Ends the waiting for addresses.</param>
    public async Task<AlbGroup> FindAsync(string name, AlbReplicas replicas, ILogger log, CancellationToken cancellation)
    {
        var found = new List<(string Host, int Port)>();
        foreach (var part in parts)
        {
            var annotation = Choose(part)!;
            var each = replicas.Of(part.Resource, annotation);
            if (each.Count > 0)
            {
                found.AddRange(each);
                continue;
            }

            if (part.Resource.GetReplicaCount() > 1)
            {
                LogOneTarget(log, part.Resource.Name, annotation.Name);
            }

            var endpoint = new EndpointReference(part.Resource, annotation);
            var host = await endpoint.Property(EndpointProperty.Host).GetValueAsync(cancellation);
            var port = await endpoint.Property(EndpointProperty.Port).GetValueAsync(cancellation);
            found.Add((host!, int.Parse(port!, CultureInfo.InvariantCulture)));
        }

        return new AlbGroup(name, Choose(parts[0])!.UriScheme == AlbResource.Https, [.. found.Distinct()]);
    }

    private static EndpointAnnotation? Choose((IResourceWithEndpoints Resource, string? Endpoint) part)
    {
        var all = part.Resource.Annotations.OfType<EndpointAnnotation>().ToList();
        return part.Endpoint is { } name
            ? all.Find(endpoint => endpoint.Name == name)
            : all.Find(endpoint => endpoint.Name == AlbResource.Http)
                ?? all.Find(endpoint => endpoint.UriScheme == AlbResource.Http)
                ?? all.Find(endpoint => endpoint.UriScheme == AlbResource.Https);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "{Resource} has replicas, and Aspire does not tell where each has its endpoint {Endpoint}: they are one target, and Aspire chooses among them")]
    private static partial void LogOneTarget(ILogger log, string resource, string endpoint);
}
