using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AlbEmulator.Aspire.Hosting;

/// <summary>
/// The topology file of one load balancer in its folder: written when it starts, and again when replicas have other addresses. The
/// emulator watches the file, so that a new one is in effect at once.
/// </summary>
internal sealed partial class AlbTopologyFile : IDisposable
{
    private readonly AlbResource _alb;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly AlbReplicas _replicas;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private string _written = "";
    private bool _isFollowed;

    public AlbTopologyFile(AlbResource alb, IServiceProvider services)
    {
        _alb = alb;
        _lifetime = services.GetRequiredService<IHostApplicationLifetime>();
        _replicas = new AlbReplicas(services.GetRequiredService<ResourceNotificationService>(), alb.AllTargets.SelectMany(targets => targets.Resources));
        _log = services.GetRequiredService<ResourceLoggerService>().GetLogger(alb);
        _lifetime.ApplicationStopped.Register(Dispose);
    }

    private string Own => Path.Combine(_alb.Folder, _alb.HasTopology ? "targets.json" : "alb.json");

    private string Text => Path.Combine(_alb.Folder, "topology.yaml");

    /// <summary>Writes what is to be written.</summary>
    /// <returns>The files that are run.</returns>
    public async Task<IReadOnlyList<string>> WriteAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(_alb.Folder);
        List<string> files = [.. _alb.TopologyFiles];
        if (_alb.TopologyText is { } text)
        {
            await File.WriteAllTextAsync(Text, text, cancellation);
            files.Add(Text);
        }

        if (!_alb.HasTopology || _alb.GroupTargets.Count > 0)
        {
            Follow();
            if (_replicas.AreThere)
            {
                await _replicas.AwaitAsync(cancellation);
            }

            await WriteOwnAsync(cancellation);
            files.Add(Own);
        }

        return files;
    }

    /// <summary>The AppHost has ended, and the program with it.</summary>
    public void Dispose()
    {
        _oneAtATime.Dispose();
        try
        {
            Directory.Delete(_alb.Folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It lies in the folder of temporary files: the system takes it away.
        }
    }

    /// <summary>Writes the file anew whenever a replica has another address, until the AppHost ends.</summary>
    private void Follow()
    {
        if (_replicas.AreThere && !_isFollowed)
        {
            _isFollowed = true;
            _ = FollowAsync(_lifetime.ApplicationStopping);
        }
    }

    private async Task FollowAsync(CancellationToken end)
    {
        try
        {
            await Task.Yield();
            await _replicas.FollowAsync(() => _written.Length > 0 ? WriteOwnAsync(end) : Task.CompletedTask, end);
        }
        catch (OperationCanceledException)
        {
            // The AppHost ends.
        }
        catch (Exception exception)
        {
            LogNotFollowed(_log, exception);
        }
    }

    private async Task WriteOwnAsync(CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            var content = _alb.HasTopology ? AlbTopology.WriteTargets(await GroupsAsync(cancellation)) : await RulesAsync(cancellation);
            if (content != _written)
            {
                // Never half a file: the emulator may read at any time.
                await File.WriteAllTextAsync($"{Own}.new", content, cancellation);
                File.Move($"{Own}.new", Own, overwrite: true);
                _written = content;
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task<List<AlbGroup>> GroupsAsync(CancellationToken cancellation)
    {
        var groups = new List<AlbGroup>();
        foreach (var (name, targets) in _alb.GroupTargets)
        {
            groups.Add(await targets.FindAsync(name, _replicas, _log, cancellation));
        }

        return groups;
    }

    private async Task<string> RulesAsync(CancellationToken cancellation)
    {
        var groups = new Dictionary<string, AlbGroup>(StringComparer.Ordinal);
        foreach (var targets in _alb.AllTargets.Where(targets => !groups.ContainsKey(targets.GroupName)))
        {
            groups[targets.GroupName] = await targets.FindAsync(targets.GroupName, _replicas, _log, cancellation);
        }

        var listeners = new List<AlbListener>();
        foreach (var name in _alb.Listeners.Keys)
        {
            // That which clients see: headers, redirects and rules have it.
            var port = await new EndpointReference(_alb, name).Property(EndpointProperty.Port).GetValueAsync(cancellation);
            listeners.Add(new AlbListener(int.Parse(port!, CultureInfo.InvariantCulture), name == AlbResource.Https));
        }

        return new AlbTopology(_alb.Name)
        {
            Listeners = listeners,
            Rules = [.. _alb.Rules.Select(item => (item.Rule, groups[item.Targets.GroupName]))],
            Default = _alb.Default is { } all ? groups[all.GroupName] : null,
            DefaultStatus = _alb.DefaultStatus ?? 0,
            HealthCheckPath = _alb.HealthCheckPath,
        }.Write();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Addresses of replicas are not followed any more: start this resource anew")]
    private static partial void LogNotFollowed(ILogger log, Exception exception);
}
