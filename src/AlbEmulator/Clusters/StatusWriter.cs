using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using AlbEmulator.Clusters.Objects;
using AlbEmulator.Documents;
using AlbEmulator.Machine;

namespace AlbEmulator.Clusters;

/// <summary>
/// Writes into each Ingress which load balancer it has, as the controller does it, where something else stands there.
/// </summary>
/// <param name="view">The cluster, and what is wanted.</param>
/// <param name="writing">Whether that is wanted at all.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where it is told what was written, and what may not be.</param>
internal sealed partial class StatusWriter(ClusterView view, StatusWriting writing, TimeProvider time, ILogger<StatusWriter> log) : BackgroundService
{
    /// <summary>When it is tried again after it failed.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>So often the same is written into one Ingress: who finds something else there each time is not alone.</summary>
    public const int MostTries = 3;

    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dictionary<string, Try> _tries = new(StringComparer.Ordinal);
    private bool _isForbidden;
    private bool _hasFailed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!IsWanted)
        {
            LogNotWritten(view.Name);
            return;
        }

        view.StatusChanged += Signal;
        var work = new Unattended("The status of Ingresses", log);
        while (!stoppingToken.IsCancellationRequested)
        {
            await work.DoAsync(() => WriteAsync(stoppingToken), stoppingToken);
            await NextAsync(stoppingToken);
        }
    }

    /// <summary>A pod has rights that somebody gave it for this; who has a kubeconfig may have those to a cluster that others work with.</summary>
    private bool IsWanted => writing == StatusWriting.On || (writing == StatusWriting.Auto && view.Api.Access.IsPod);

    private void Signal() => _changes.Writer.TryWrite(true);

    /// <summary>Waits until something is told or wanted, or until it is time to try again.</summary>
    private async Task NextAsync(CancellationToken cancellation)
    {
        if (!_hasFailed)
        {
            await _changes.Reader.ReadAsync(cancellation);
            return;
        }

        // Whatever else is told meanwhile: it is not tried sooner.
        await Task.Delay(Pause, time, cancellation);
        _changes.Reader.TryRead(out _);
    }

    private async Task WriteAsync(CancellationToken cancellation)
    {
        _hasFailed = false;
        var written = 0;
        var all = view.Wanted;
        foreach (var gone in _tries.Keys.Except(all.Select(Key)).ToList())
        {
            _tries.Remove(gone);
        }

        foreach (var wanted in all)
        {
            if (view.Ingress(wanted.Namespace, wanted.Name) is { } ingress && !Says(ingress, wanted) && IsTried(ingress, wanted))
            {
                written += await WriteAsync(wanted, cancellation) ? 1 : 0;
                if (_hasFailed)
                {
                    break;
                }
            }
        }

        if (written > 0)
        {
            LogWritten(view.Name, written);
        }
    }

    private async Task<bool> WriteAsync(WantedStatus wanted, CancellationToken cancellation)
    {
        try
        {
            await view.Api.PatchAsync(
                $"{ObjectKind.Ingress.Path("v1", wanted.Namespace)}/{wanted.Name}/status?fieldManager=alb", Patch(wanted), cancellation);
            _isForbidden = false;
            return true;
        }
        catch (ClusterRefusal refusal) when (refusal.Status == HttpStatusCode.NotFound)
        {
            // It is gone, which is told soon.
            return false;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            _hasFailed = true;
            _tries.Remove(Key(wanted));
            var isForbidden = exception is ClusterRefusal { Status: HttpStatusCode.Forbidden };
            if (isForbidden && !_isForbidden)
            {
                LogForbidden(view.Name, ClusterApi.Reason(exception));
            }
            else if (!isForbidden)
            {
                LogFailed(view.Name, wanted.Namespace, wanted.Name, ClusterApi.Reason(exception));
            }

            _isForbidden |= isForbidden;
            return false;
        }
    }

    /// <summary>Whether it is written: not again before it is told what became of it, and no longer where it was changed again each time.</summary>
    private bool IsTried(ClusterObject ingress, WantedStatus wanted)
    {
        // An Ingress that is made anew is another.
        var uid = ingress.Node.Find("metadata").Find("uid").TryText(out var id) ? id : "";
        var text = $"{uid} {wanted.HostName} {string.Join(',', wanted.Ports)}";
        var before = _tries.GetValueOrDefault(Key(wanted));
        if (before?.Text == text && (before.Count > MostTries || ReferenceEquals(before.Seen, ingress)))
        {
            return false;
        }

        var count = before?.Text == text ? before.Count + 1 : 1;
        _tries[Key(wanted)] = new Try(text, count, ingress);
        if (count > MostTries)
        {
            LogContested(view.Name, wanted.Namespace, wanted.Name);
        }

        return count <= MostTries;
    }

    private static string Key(WantedStatus wanted) => $"{wanted.Namespace}/{wanted.Name}";

    /// <summary>Whether an Ingress says that already.</summary>
    private static bool Says(ClusterObject ingress, WantedStatus wanted) =>
        ingress.Address.Find("status").Find("loadBalancer").Find("ingress").Items() is [var one]
        && one.Text("hostname") == wanted.HostName
        && one.Text("ip").Length == 0
        && one.Find("ports").Items().Select(port => (port.Text("port"), port.Text("protocol")))
            .SequenceEqual(wanted.Ports.Select(port => (port.ToString(CultureInfo.InvariantCulture), "TCP")));

    private static byte[] Patch(WantedStatus wanted)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("status");
            writer.WriteStartObject("loadBalancer");
            writer.WriteStartArray("ingress");
            writer.WriteStartObject();
            writer.WriteString("hostname", wanted.HostName);
            writer.WriteStartArray("ports");
            foreach (var port in wanted.Ports)
            {
                writer.WriteStartObject();
                writer.WriteNumber("port", port);
                writer.WriteString("protocol", "TCP");
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return text.ToArray();
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "{Name:l}: the cluster is read and nothing is written to it; --Alb:Kubernetes:WriteStatus=On writes load balancers into the status of its Ingresses")]
    private partial void LogNotWritten(string name);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Name:l}: the load balancer is written into the status of Ingresses: {Count}")]
    private partial void LogWritten(string name, int count);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "{Name:l}: the status of Ingresses may not be written: {Reason:l}. The right to patch ingresses/status is what is needed")]
    private partial void LogForbidden(string name, string reason);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "{Name:l}: the status of Ingress {Namespace:l}/{Ingress:l} could not be written: {Reason:l}. It is tried again")]
    private partial void LogFailed(string name, string @namespace, string ingress, string reason);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "{Name:l}: the status of Ingress {Namespace:l}/{Ingress:l} is written by somebody else too, and is left to them")]
    private partial void LogContested(string name, string @namespace, string ingress);

    /// <summary>What was written into an Ingress.</summary>
    /// <param name="Text">What.</param>
    /// <param name="Count">How often.</param>
    /// <param name="Seen">What was there before.</param>
    private sealed record Try(string Text, int Count, ClusterObject Seen);
}
