using AlbEmulator.Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A whole topology in the place of rules: what the emulator reads, with resources as targets.</summary>
public static class AlbTopologyExtensions
{
    /// <summary>Runs a topology file, a CloudFormation template, a Terraform plan, or what else the emulator reads; several are one topology.</summary>
    /// <param name="alb">The load balancer.</param>
    /// <param name="path">Relative to the folder of the AppHost. The emulator watches the file.</param>
    public static IResourceBuilder<AlbResource> WithTopologyFile(this IResourceBuilder<AlbResource> alb, string path)
    {
        ArgumentNullException.ThrowIfNull(alb);
        alb.Resource.TopologyFiles.Add(alb.FullPath(path));
        return alb.WithoutOwnListener();
    }

    /// <summary>Runs what a topology file would hold.</summary>
    /// <param name="alb">The load balancer.</param>
    /// <param name="text">YAML or JSON.</param>
    public static IResourceBuilder<AlbResource> WithTopologyText(this IResourceBuilder<AlbResource> alb, string text)
    {
        ArgumentNullException.ThrowIfNull(alb);
        alb.Resource.TopologyText = text;
        return alb.WithoutOwnListener();
    }

    /// <summary>
    /// A listener of the topology that can be reached: the endpoint <c>http</c> or <c>https</c>; of a further one of its kind <c>http-81</c>,
    /// by its port.
    /// </summary>
    /// <param name="alb">The load balancer.</param>
    /// <param name="listener">Its port in the topology, which headers, redirects and logs have.</param>
    /// <param name="port">
    /// The one that clients of this machine use. Unless it is given, that of the listener, and for those below 1024 one that is free.
    /// </param>
    /// <param name="https">Whether it speaks HTTPS.</param>
    public static IResourceBuilder<AlbResource> WithListener(
        this IResourceBuilder<AlbResource> alb, int listener, int? port = null, bool https = false)
    {
        ArgumentNullException.ThrowIfNull(alb);
        var scheme = https ? AlbResource.Https : AlbResource.Http;
        var name = alb.Resource.Listeners.GetValueOrDefault(scheme) is null ? scheme : $"{scheme}-{listener}";
        alb.Resource.Listeners[name] = listener;
        return alb.WithEndpoint(
            name,
            endpoint =>
            {
                endpoint.UriScheme = scheme;
                endpoint.Port = port ?? (listener < FirstOfUsers ? null : listener);
            });
    }

    /// <summary>These resources are the targets of a group of the topology, which names none itself.</summary>
    /// <param name="alb">The load balancer.</param>
    /// <param name="group">Its name; in a template its logical id, in a plan its address as well.</param>
    /// <param name="targets">The endpoint <c>http</c> of each, or else its first one of HTTP or HTTPS.</param>
    public static IResourceBuilder<AlbResource> WithTargets(
        this IResourceBuilder<AlbResource> alb, string group, params IResourceBuilder<IResourceWithEndpoints>[] targets)
    {
        alb.Resource.GroupTargets.Add(group, alb.Take(targets));
        return alb;
    }

    /// <summary>These endpoints are the targets of a group of the topology, which names none itself.</summary>
    /// <param name="alb">The load balancer.</param>
    /// <param name="group">Its name; in a template its logical id, in a plan its address as well.</param>
    /// <param name="targets">Such as <c>api.GetEndpoint("admin")</c>.</param>
    public static IResourceBuilder<AlbResource> WithTargets(
        this IResourceBuilder<AlbResource> alb, string group, params EndpointReference[] targets)
    {
        alb.Resource.GroupTargets.Add(group, alb.Take(targets));
        return alb;
    }

    /// <summary>Ports below are the system's own in most places.</summary>
    private const int FirstOfUsers = 1024;

    /// <summary>A topology has its own listeners, which are named one by one.</summary>
    private static IResourceBuilder<AlbResource> WithoutOwnListener(this IResourceBuilder<AlbResource> alb)
    {
        if (alb.Resource.Listeners.TryGetValue(AlbResource.Http, out var listener) && listener is null)
        {
            alb.Resource.Listeners.Remove(AlbResource.Http);
            var endpoint = alb.Resource.Annotations.OfType<EndpointAnnotation>().Single(item => item.Name == AlbResource.Http);
            if (endpoint.Port is not null)
            {
                throw new InvalidOperationException("A topology has its own listeners: give the port to WithListener, and not to AddAlb.");
            }

            alb.Resource.Annotations.Remove(endpoint);
        }

        return alb;
    }
}
