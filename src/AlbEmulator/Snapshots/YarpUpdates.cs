using System.Collections.Frozen;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace AlbEmulator.Snapshots;

/// <summary>Hands YARP its routes and clusters, and knows when they are in effect.</summary>
internal sealed class YarpUpdates(InMemoryConfigProvider provider) : IConfigChangeListener
{
    private EndpointDataSource[] _endpoints = [];
    private TaskCompletionSource? _applied;
    private string? _revision;

    /// <summary>
    /// Where YARP puts the endpoint of each route. What is mapped later is not looked at: the endpoints of the control
    /// port would be compiled anew for each change.
    /// </summary>
    public void EndpointsOf(IEndpointRouteBuilder routes) => _endpoints = [.. routes.DataSources];

    /// <summary>The endpoint of every target group, by ARN.</summary>
    public FrozenDictionary<string, Endpoint> EndpointsByTargetGroup() => _endpoints
        .SelectMany(source => source.Endpoints)
        .Where(endpoint => endpoint.Metadata.GetMetadata<RouteModel>() is not null)
        .ToFrozenDictionary(endpoint => endpoint.Metadata.GetMetadata<RouteModel>()!.Config.RouteId);

    public async Task ApplyAsync(
        IReadOnlyList<RouteConfig> routes, IReadOnlyList<ClusterConfig> clusters, CancellationToken cancellationToken)
    {
        _applied = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _revision = Guid.NewGuid().ToString();
        provider.Update(routes, clusters, _revision);
        await _applied.Task.WaitAsync(cancellationToken);
    }

    public void ConfigurationLoaded(IReadOnlyList<IProxyConfig> proxyConfigs)
    {
    }

    public void ConfigurationLoadingFailed(IProxyConfigProvider configProvider, Exception exception) =>
        _applied?.TrySetException(exception);

    public void ConfigurationApplied(IReadOnlyList<IProxyConfig> proxyConfigs)
    {
        if (proxyConfigs.Any(config => config.RevisionId == _revision))
        {
            _applied?.TrySetResult();
        }
    }

    public void ConfigurationApplyingFailed(IReadOnlyList<IProxyConfig> proxyConfigs, Exception exception) =>
        _applied?.TrySetException(exception);
}
