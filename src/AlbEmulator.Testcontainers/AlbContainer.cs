using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using DotNet.Testcontainers.Containers;

namespace AlbEmulator.Testcontainers;

/// <summary>An Application Load Balancer in a container.</summary>
public sealed class AlbContainer : DockerContainer
{
    private HttpClient? _control;

    internal AlbContainer(AlbConfiguration configuration)
        : base(configuration)
    {
        Requests = new AlbRequests(() => Control);
    }

    /// <summary>Where the emulator itself answers: the console in a browser, the AWS API for Terraform and the AWS CLI, and <c>/health</c>.</summary>
    public Uri ControlAddress => new UriBuilder(Uri.UriSchemeHttp, Hostname, GetMappedPublicPort(AlbBuilder.ControlPort)).Uri;

    /// <summary>Asks the control port, with paths such as <c>/faults</c>: all of them are on the page <c>control-port</c> of the manual.</summary>
    public HttpClient Control => _control ??= new HttpClient { BaseAddress = ControlAddress, Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>What happened to requests.</summary>
    public AlbRequests Requests { get; }

    /// <summary>Where a listener is reached from here.</summary>
    /// <param name="port">Its port in the topology.</param>
    /// <param name="scheme"><c>http</c> or <c>https</c>.</param>
    public Uri ListenerAddress(int port = AlbBuilder.UsualListenerPort, string scheme = "http") =>
        new UriBuilder(scheme, Hostname, GetMappedPublicPort(port)).Uri;

    /// <summary>
    /// A client for which every host name is that of the load balancer, so that a rule for a host can be tried without a name server;
    /// redirects are given as they are. A path alone goes to <c>http://localhost</c>.
    /// </summary>
    /// <param name="port">The port of the listener in the topology, whatever port a URL names.</param>
    /// <returns>The caller's to dispose of.</returns>
    public HttpClient CreateClient(int port = AlbBuilder.UsualListenerPort)
    {
        var end = new DnsEndPoint(Hostname, GetMappedPublicPort(port));
        return new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await socket.ConnectAsync(end, cancellation);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        })
        {
            BaseAddress = new Uri("http://localhost/"),
        };
    }

    /// <summary>Puts another topology in the place of the one that runs; its listeners have to be at ports that the container was built with.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="AlbException">It is wrong: the message says where, and the topology before goes on.</exception>
    public async Task PutTopologyAsync(string text, CancellationToken cancellation = default)
    {
        using var content = new StringContent(text, Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue(text.TrimStart().StartsWith('{') ? "application/json" : "application/yaml");
        using var answer = await Control.PutAsync("/topology", content, cancellation);
        await AlbException.ThrowIfRefusedAsync(answer, cancellation);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        _control?.Dispose();
        await base.DisposeAsyncCore();
    }
}
