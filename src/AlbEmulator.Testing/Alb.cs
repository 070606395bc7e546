using System.Diagnostics.CodeAnalysis;
using AlbEmulator.Snapshots;
using AlbEmulator.Testing.Inside;
using AlbEmulator.Topologies;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Testing;

/// <summary>
/// An Application Load Balancer that runs in the process of a test, on ports that are free. As many as are wanted run side by side;
/// they share nothing.
/// </summary>
/// <example>
/// <code>
/// await using var alb = await Alb.StartAsync(a => a.Forward("/api/*", api).Default(web));
/// using var client = alb.CreateClient();
/// using var response = await client.GetAsync("/api/orders");
/// var request = await alb.Requests.WaitForAsync(r => r.TargetGroup == "api");
/// </code>
/// </example>
public sealed class Alb : IAsyncDisposable
{
    private readonly RunningAlb _running;
    private readonly ListenerPlaces _places;
    private readonly AskedRules _rules;
    private readonly Uri? _control;

    private Alb(RunningAlb running)
    {
        var services = running.App.Services;
        var settings = services.GetRequiredService<AlbSettings>();
        var current = services.GetRequiredService<CurrentSnapshot>();
        _running = running;
        _places = new ListenerPlaces(services.GetRequiredService<TopologyStore>(), settings);
        _control = settings.ControlUrl.Length > 0 ? new Uri(settings.ControlUrl) : null;
        Requests = new AlbRequests(services, _places);
        Faults = new AlbFaults(services);
        _rules = new AskedRules(current, _places);
    }

    /// <summary>Where the first listener is bound, as in <c>http://127.0.0.1:40123/</c>: for clients that need a real address.</summary>
    public Uri Url => ListenerPlaces.UrlOf(_places.First(null));

    /// <summary>Where the control port and the AWS API answer, as in <c>http://127.0.0.1:40124/</c>.</summary>
    /// <exception cref="AlbException">The setting <c>ControlUrl</c> is empty.</exception>
    public Uri Control => _control ?? throw new AlbException("There is no control port, since the setting ControlUrl is empty: leave it out.");

    /// <summary>What became of the requests so far.</summary>
    public AlbRequests Requests { get; }

    /// <summary>What is done to requests on purpose.</summary>
    public AlbFaults Faults { get; }

    /// <summary>Starts a load balancer, and waits until it serves: its listeners are bound, and its targets were asked for their health.</summary>
    /// <param name="build">Says what it does.</param>
    /// <exception cref="AlbException">It cannot do that; the message says all that is wrong, with what to do instead.</exception>
    public static Task<Alb> StartAsync(Action<AlbBuilder> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        var builder = new AlbBuilder();
        build(builder);
        return Apart.RunAsync(async () => new Alb(await RunningAlb.StartAsync(builder)));
    }

    /// <summary>Where the listener on a port is bound: for clients that need a real address, such as browsers.</summary>
    /// <param name="port">Of the listener, 1–65535, as in the topology: 80, or 443 with <see cref="AlbBuilder.Https"/>.</param>
    /// <param name="loadBalancer">Its name; needed where several have such a listener.</param>
    /// <exception cref="AlbException">There is no such listener, or there are several.</exception>
    public Uri UrlOf(int port, string? loadBalancer = null) => ListenerPlaces.UrlOf(_places.On(port, loadBalancer));

    /// <summary>
    /// A client for which every host name is this load balancer's: <c>https://shop.example.com/</c> leads to its listener on port
    /// 443, wherever that is bound. It trusts the certificates of this load balancer, knows no proxy, and has cookies of its own.
    /// What is relative goes to the first listener, of HTTP if there is one, with the host <c>localhost</c>.
    /// </summary>
    /// <param name="loadBalancer">Its name; needed where several have a listener on the same port.</param>
    /// <returns>The caller disposes of it; its settings may be changed before it is used.</returns>
    /// <exception cref="AlbException">There is no such load balancer, or it has no listener.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The client disposes of its handler.")]
    public HttpClient CreateClient(string? loadBalancer = null) => new(CreateHandler(loadBalancer))
    {
        BaseAddress = ListenerPlaces.BaseAddress(_places.First(loadBalancer)),
    };

    /// <summary>What <see cref="CreateClient"/> sends its requests by: for clients that are made in another way.</summary>
    /// <param name="loadBalancer">As there.</param>
    /// <returns>The caller, or its client, disposes of it.</returns>
    public HttpMessageHandler CreateHandler(string? loadBalancer = null) => ClientHandler.To(_places, loadBalancer);

    /// <summary>What would become of a request, without sending it: to be compared with what is expected.</summary>
    /// <param name="method">Such as <c>GET</c>.</param>
    /// <param name="url">Whole, such as <c>https://shop.example.com/api/1</c>, or a path for the first listener.</param>
    /// <param name="headers">Names and values that it has besides.</param>
    /// <exception cref="AlbException">There is no such request, or no listener for it.</exception>
    public AlbExpectation Expect(string method, string url, params IEnumerable<(string Name, string Value)> headers) =>
        _rules.Of(method, url, headers);

    /// <summary>Waits until every target that gets requests is healthy.</summary>
    /// <param name="within">How long; 10 s unless said. Of this machine's clock.</param>
    /// <exception cref="AlbException">The time is over; the message says who is not healthy, and why.</exception>
    public Task WaitForHealthyAsync(TimeSpan? within = null) => HealthWait.OfAsync(_running.App.Services, within ?? AlbRequests.Patience);

    /// <summary>Puts another topology in the place of what this one was started with; requests see either, and none is lost.</summary>
    /// <param name="topology">As a file would have it, YAML or JSON. Of the environment it sees nothing.</param>
    /// <exception cref="AlbException">Something is wrong with it, and nothing has changed; the message says all of it.</exception>
    public Task ChangeAsync(string topology) => Apart.RunAsync(() => _running.ChangeAsync(topology));

    /// <summary>Ends it: requests in flight are broken off after a second, and nothing of it is left.</summary>
    public async ValueTask DisposeAsync() => await Apart.RunAsync(_running.EndAsync).ConfigureAwait(false);
}
