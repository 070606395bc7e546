using System.Net.Sockets;
using System.Threading.Channels;
using AlbEmulator.Outside;
using Docker.DotNet;
using Docker.DotNet.Models;
using Docker.DotNet.NativeHttp;

namespace AlbEmulator.Containers;

/// <summary>
/// A container engine, of which it is asked what containers there are and what becomes of them, and nothing else. Whoever answers
/// at its socket may be anything: each connection is new, and no more than so much is read of it.
/// <see href="https://docs.docker.com/reference/api/engine/"/>
/// </summary>
internal sealed class Engine : IDisposable
{
    /// <summary>Bytes that are read of one connection. 10,000 containers are listed in less; a stream of events is opened again.</summary>
    public const long Longest = 32 * 1024 * 1024;

    /// <summary>How long it may take to list its containers.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>What changes the containers that get requests, or where they are.</summary>
    private static readonly string[] Actions =
        ["start", "die", "stop", "kill", "pause", "unpause", "destroy", "rename", "update", "connect", "disconnect"];

    private readonly DockerClient _client;
    private readonly TimeProvider _time;

    /// <param name="address">Where it is.</param>
    /// <param name="time">The clock.</param>
    public Engine(EngineAddress address, TimeProvider time)
    {
        _time = time;
        Address = address;
        _client = new DockerClientBuilder()
            .WithEndpoint(address.Tcp ?? new Uri("http://engine"))
            .WithTimeout(Timeout.InfiniteTimeSpan)
            .WithTransportOptions(new NativeHttpTransportOptions
            {
                ConfigureHandler = handler =>
                {
                    handler.UseProxy = false;
                    handler.PooledConnectionLifetime = TimeSpan.Zero;
                    handler.ConnectCallback = (context, cancellation) => ConnectAsync(address, context, cancellation);
                },
            })
            .Build();
    }

    public EngineAddress Address { get; }

    /// <summary>All containers, also those that do not run.</summary>
    /// <exception cref="Exception">Of many kinds: it is not there, or says what is no list of containers.</exception>
    public Task<IReadOnlyList<EngineContainer>> ListAsync(CancellationToken cancellation) => Deadline.WithinAsync<IReadOnlyList<EngineContainer>>(
        async token => [.. (await _client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, token)).Select(Read)],
        Patience,
        _time,
        cancellation);

    /// <summary>Waits for what becomes of containers, until the engine ends it.</summary>
    /// <param name="changed">Something was begun or ended, perhaps several times in a row.</param>
    /// <param name="cancellation">The end.</param>
    public Task FollowAsync(ChannelWriter<bool> changed, CancellationToken cancellation) => _client.System.MonitorEventsAsync(
        new ContainerEventsParameters
        {
            Filters = new Dictionary<string, IDictionary<string, bool>>
            {
                ["type"] = new Dictionary<string, bool> { ["container"] = true, ["network"] = true },
            },
        },
        new Events(changed),
        cancellation);

    public void Dispose() => _client.Dispose();

    private static async ValueTask<Stream> ConnectAsync(
        EngineAddress address, SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = address.Socket is null
            ? new Socket(SocketType.Stream, ProtocolType.Tcp)
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            var connecting = address.Socket is { } path
                ? socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation)
                : socket.ConnectAsync(context.DnsEndPoint, cancellation);
            await connecting;
            return new EngineConnection(socket, Longest);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static EngineContainer Read(ContainerListResponse listed) =>
        new(listed.ID, (listed.Names?.FirstOrDefault() ?? listed.ID).TrimStart('/'))
        {
            Image = listed.Image ?? "",
            Command = listed.Command ?? "",
            IsRunning = listed.State is "running",
            Labels = new Dictionary<string, string>(listed.Labels ?? new Dictionary<string, string>(), StringComparer.Ordinal),
            Ports =
            [
                .. (listed.Ports ?? []).Where(port => port.Type is null or "tcp" && port.PrivatePort > 0).Select(port =>
                    new EnginePort(port.PrivatePort, port.PublicPort is > 0 ? port.PublicPort : null, port.IP ?? "")),
            ],
            Addresses = (listed.NetworkSettings?.Networks ?? new Dictionary<string, EndpointSettings>())
                .Where(network => network.Value?.NetworkID is { Length: > 0 })
                .DistinctBy(network => network.Value.NetworkID)
                .ToDictionary(network => network.Value.NetworkID, network => network.Value.IPAddress ?? "", StringComparer.Ordinal),
            IsOnHost = listed.HostConfig?.NetworkMode == "host" || listed.NetworkSettings?.Networks?.ContainsKey("host") == true,
        };

    private sealed class Events(ChannelWriter<bool> changed) : IProgress<Message>
    {
        public void Report(Message value)
        {
            if (value?.Action is { } action && Actions.Contains(action))
            {
                changed.TryWrite(true);
            }
        }
    }
}
