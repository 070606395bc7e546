using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;

namespace AlbEmulator.Aspire.Hosting;

/// <summary>
/// Where the replicas of resources listen. Aspire has one address for all of them; where each has its own is told by its variables alone.
/// </summary>
/// <param name="notifications">What Aspire tells of resources.</param>
/// <param name="resources">Those that may have replicas.</param>
internal sealed class AlbReplicas(ResourceNotificationService notifications, IEnumerable<IResource> resources)
{
    /// <summary>What tells a project its addresses.</summary>
    private const string Urls = "ASPNETCORE_URLS";

    /// <summary>They have started before; what is told of them comes a little later.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly List<IResource> _resources = [.. resources.Where(resource => resource.GetReplicaCount() > 1).Distinct()];
    private readonly ConcurrentDictionary<(IResource Resource, string Id), string> _told = [];
    private readonly TaskCompletionSource _allTold = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool AreThere => _resources.Count > 0;

    /// <summary>Waits until each has been told of.</summary>
    public Task AwaitAsync(CancellationToken cancellation) => Task.WhenAny(_allTold.Task, Task.Delay(Patience, cancellation));

    /// <summary>Listens to what is told of them.</summary>
    /// <param name="changed">Called when one has another address.</param>
    /// <param name="end">Ends it.</param>
    public async Task FollowAsync(Func<Task> changed, CancellationToken end)
    {
        await foreach (var told in notifications.WatchAsync(end))
        {
            if (!_resources.Contains(told.Resource)
                || told.Snapshot.State?.Text != KnownResourceStates.Running
                || told.Snapshot.EnvironmentVariables.FirstOrDefault(variable => variable.Name == Urls)?.Value is not { } urls
                || (_told.TryGetValue((told.Resource, told.ResourceId), out var before) && before == urls))
            {
                continue;
            }

            _told[(told.Resource, told.ResourceId)] = urls;
            if (_resources.TrueForAll(resource => _told.Keys.Count(key => key.Resource == resource) >= resource.GetReplicaCount()))
            {
                _allTold.TrySetResult();
            }

            await changed();
        }
    }

    /// <summary>The addresses of an endpoint's replicas; none where they cannot be told from those of other endpoints.</summary>
    public IReadOnlyList<(string Host, int Port)> Of(IResource resource, EndpointAnnotation endpoint)
    {
        var found = _told.Where(item => item.Key.Resource == resource)
            .OrderBy(item => item.Key.Id, StringComparer.Ordinal)
            .Select(item => item.Value.Split(';')
                .Select(text => Uri.TryCreate(text, UriKind.Absolute, out var url) ? url : null)
                .Where(url => url?.Scheme == endpoint.UriScheme)
                .ToList())
            .ToList();
        return found.TrueForAll(urls => urls is [not null]) ? [.. found.Select(urls => (urls[0]!.Host, urls[0]!.Port))] : [];
    }
}
