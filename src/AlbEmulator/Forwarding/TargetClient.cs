using System.Runtime.CompilerServices;
using AlbEmulator.BackEndConnections;
using AlbEmulator.Faults;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.TargetGroups;
using Yarp.ReverseProxy.Forwarder;

namespace AlbEmulator.Forwarding;

/// <summary>
/// By which the targets of a group are spoken to: an HTTP client, of our own or for HTTP/2 that of .NET, that is made for
/// the first request and kept for as long as the topology has the group. Without the topology it lives until the last
/// request has ended that uses it; who comes later, with a topology before, has another made for as long.
/// </summary>
/// <param name="targetGroup">Whose targets they are.</param>
/// <param name="policy">Of TLS with them; null where they speak HTTP.</param>
/// <param name="forwarder">YARP.</param>
/// <param name="connector">Opens connections.</param>
internal sealed class TargetClient(
    TargetGroup targetGroup,
    SslPolicy? policy,
    IHttpForwarder forwarder,
    TargetConnector connector) : IDisposable
{
    private static readonly TargetTransformer Transformer = new();

    private readonly Lock _lock = new();
    private readonly string _targetGroupArn = targetGroup.Arn;
    private readonly ProtocolVersion _version = targetGroup.ProtocolVersion;
    private HttpMessageInvoker? _client;
    private TargetHandler? _kept;

    /// <summary>Requests under way, and one for the topology; 0 where there is no client, or it is being closed.</summary>
    private int _users;

    private bool _isInTopology = true;

    /// <summary>Whether the targets of a group are to be spoken to in this way.</summary>
    public bool Fits(TargetGroup group, SslPolicy? wanted) => group.ProtocolVersion == _version && wanted == policy;

    /// <summary>
    /// Passes a request on, and the answer back. What goes wrong is in the request's <see cref="IForwarderErrorFeature"/>.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ForwardAsync(AlbRequest request, RegisteredTarget target)
    {
        var client = Take();
        target.Outstanding.Begin();
        try
        {
            var config = request.Listener.RequestConfigs.Of(_version);
            var fault = request.Fault?.Fault;
            using var refusing = fault is { Kind: FaultKind.Refuse } ? new HttpMessageInvoker(new RefusedConnection(request)) : null;
            var transformer = fault is { Kind: FaultKind.Slow } ? new SlowAnswer(request, fault.BytesPerSecond) : Transformer;
            await forwarder.SendAsync(request.Context, target.Url, refusing ?? client, config, transformer);
        }
        finally
        {
            target.Outstanding.End();
            GiveBack();
        }
    }

    /// <summary>Closes connections that nobody used since then: a timestamp of the machine's clock.</summary>
    public void CloseIdle(long since) => Volatile.Read(ref _kept)?.CloseIdle(since);

    /// <summary>The topology has it no longer: it is closed as soon as no request uses it.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (!_isInTopology)
            {
                return;
            }

            _isInTopology = false;
            if (_client is null)
            {
                return;
            }
        }

        GiveBack();
    }

    private HttpMessageInvoker Take()
    {
        var users = Volatile.Read(ref _users);
        while (users > 0)
        {
            var found = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (found == users)
            {
                return _client!;
            }

            users = found;
        }

        return TakeFirst();
    }

    private HttpMessageInvoker TakeFirst()
    {
        lock (_lock)
        {
            if (_client is null)
            {
                _kept = _version == ProtocolVersion.Http1 ? new TargetHandler(_targetGroupArn, policy, connector) : null;
                _client = new HttpMessageInvoker(
                    _kept as HttpMessageHandler ?? TargetHttpClient.Create(_targetGroupArn, policy, connector));
                Interlocked.Add(ref _users, _isInTopology ? 2 : 1);
            }
            else
            {
                Interlocked.Increment(ref _users);
            }

            return _client;
        }
    }

    private void GiveBack()
    {
        if (Interlocked.Decrement(ref _users) > 0)
        {
            return;
        }

        HttpMessageInvoker? unused;
        lock (_lock)
        {
            if (_users > 0)
            {
                return;
            }

            (unused, _client, _kept) = (_client, null, null);
        }

        unused?.Dispose();
    }
}
