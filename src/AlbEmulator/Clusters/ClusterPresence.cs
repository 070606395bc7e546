using AlbEmulator.Clusters.Objects;

namespace AlbEmulator.Clusters;

/// <summary>Whether a cluster answers, and of what it tells: told when that becomes otherwise, once for all kinds.</summary>
/// <param name="name">The cluster as the user named it.</param>
/// <param name="address">Where it is.</param>
/// <param name="log">Where it is told.</param>
internal sealed partial class ClusterPresence(string name, string address, ILogger log)
{
    private readonly Lock _lock = new();
    private readonly HashSet<ObjectKind> _lost = [];
    private readonly HashSet<ObjectKind> _forbidden = [];

    /// <summary>What was told at the start.</summary>
    public void AreForbidden(IEnumerable<ObjectKind> kinds)
    {
        lock (_lock)
        {
            _forbidden.UnionWith(kinds);
        }
    }

    /// <summary>It does not answer when it is asked for a kind.</summary>
    public void Lost(ObjectKind kind, string reason)
    {
        lock (_lock)
        {
            if (_lost.Count == 0)
            {
                LogGone(name, address, kind.Plural, reason);
            }

            _lost.Add(kind);
        }
    }

    /// <summary>It answers when it is asked for a kind, and tells of it.</summary>
    public void Found(ObjectKind kind)
    {
        lock (_lock)
        {
            if (_lost.Remove(kind) && _lost.Count == 0)
            {
                LogBack(name, address);
            }

            if (_forbidden.Remove(kind))
            {
                LogPermitted(name, kind.Plural);
            }
        }
    }

    /// <summary>It answers that it does not tell of a kind.</summary>
    public void Forbidden(ObjectKind kind, string reason)
    {
        lock (_lock)
        {
            if (_forbidden.Add(kind))
            {
                LogForbidden(name, kind.Plural, reason);
            }

            if (_lost.Remove(kind) && _lost.Count == 0)
            {
                LogBack(name, address);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The cluster {Name:l} at {Address:l} does not answer ({Kind:l}): {Reason:l}. What it told last stays, and it is asked until it answers")]
    private partial void LogGone(string name, string address, string kind, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The cluster {Name:l} at {Address:l} answers again")]
    private partial void LogBack(string name, string address);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The cluster {Name:l} does not tell of {Kind:l}: {Reason:l}. What it told of them last stays; list and watch are what is needed")]
    private partial void LogForbidden(string name, string kind, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The cluster {Name:l} tells of {Kind:l} now")]
    private partial void LogPermitted(string name, string kind);
}
