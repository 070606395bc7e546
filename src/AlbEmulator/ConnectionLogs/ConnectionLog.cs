using AlbEmulator.DataFolders;
using AlbEmulator.FrontEndConnections;
using AlbEmulator.Listeners;
using AlbEmulator.LogDelivery;

namespace AlbEmulator.ConnectionLogs;

/// <summary>
/// The connection log: a line for every attempt of a client to connect to a listener.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-connection-logs.html"/>
/// </summary>
internal sealed class ConnectionLog : IAsyncDisposable
{
    private readonly ClientConnections _connections;
    private readonly LogFile _file;

    public ConnectionLog(
        ClientConnections connections,
        AlbSettings settings,
        TimeProvider time,
        ILogger<ConnectionLog> logger,
        LogArchives archives,
        DataFolder data)
    {
        _connections = connections;
        _file = new LogFile(LogKind.Connection, new LogOutput(settings.ConnectionLog, data), time, logger, archives);
        connections.Attempted += Write;
    }

    public ValueTask DisposeAsync()
    {
        _connections.Attempted -= Write;
        return _file.DisposeAsync();
    }

    private void Write(ConnectionAttempt attempt) => _file.Append<ConnectionLogFormatter, ConnectionAttempt>(in attempt);
}
