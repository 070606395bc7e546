using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using AlbEmulator.Tests.Support;
using static AlbEmulator.Tests.Support.TopologyBuilder;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Ports that are left open: the system chooses them, and everything tells those.</summary>
public sealed class OpenPortsTests
{
    private const string TwoListeners = """
        LoadBalancers:
          - Name: shop
            Listeners:
              - { Port: 0, DefaultActions: [{ Type: forward, TargetGroupArn: web }] }
              - Port: 0
                DefaultActions: [{ Type: redirect, RedirectConfig: { StatusCode: HTTP_302, Path: /moved } }]
        TargetGroups:
          - Name: web
            Targets: [{ Id: echo, Port: 0 }, { Id: echo, Port: 0 }]
        """;

    [Fact]
    public async Task Listener_with_port_0_is_one_of_the_port_that_the_system_chose()
    {
        await using var emulator = await HostedEmulator.StartAsync(TwoListeners);
        var listeners = await ListenersAsync(emulator);
        var (first, second) = (listeners[0].Bound, listeners[1].Bound);

        Assert.NotEqual(first, second);
        Assert.Equal(listeners.Select(listener => listener.Bound), listeners.Select(listener => listener.Port));
        var forwarding = await EchoingAsync(emulator, listeners);
        var answer = await RawClient.ExchangeAsync(forwarding, Wire.Request($"localhost:{forwarding}", "GET", "/", []));
        Assert.Contains($"""["X-Forwarded-Port", "{forwarding}"]""", answer.Text, StringComparison.Ordinal);
        var redirecting = forwarding == first ? second : first;
        Assert.Equal(
            $"http://localhost:{redirecting}/moved",
            (await RawClient.ExchangeAsync(redirecting, Wire.Request($"localhost:{redirecting}", "GET", "/", []))).Header("Location"));

        using var api = new ElbV2Client(emulator.Control);
        var arn = ElbV2Client.First(await api.DoAsync("DescribeLoadBalancers"), "LoadBalancerArn");
        Assert.Equal(
            new[] { $"{first}", $"{second}" }.Order(),
            ElbV2Client.All(await api.DoAsync("DescribeListeners", ("LoadBalancerArn", arn)), "Port").Except(["#{port}"]).Order());
    }

    [Fact]
    public async Task Echo_targets_with_port_0_have_a_port_each_which_is_told_everywhere()
    {
        await using var emulator = await HostedEmulator.StartAsync(TwoListeners);
        var echoes = (await emulator.HealthAsync()).GetProperty("echoTargets").EnumerateArray()
            .Select(echo => (Group: echo.GetProperty("targetGroup").GetString(), new Uri(echo.GetProperty("url").GetString()!).Port)).ToList();

        Assert.Equal(["web", "web"], echoes.Select(echo => echo.Group));
        Assert.Equal(2, echoes.Select(echo => echo.Port).Distinct().Count());
        Assert.Equal(
            echoes.Select(echo => echo.Port).Order(),
            (await emulator.TargetHealthAsync("web")).Select(target => target.GetProperty("Target").GetProperty("Port").GetInt32()).Order());
        using var http = OneQuestion.Client();
        var text = await http.GetStringAsync(new Uri(emulator.Control, "/topology"));
        Assert.All(echoes, echo => Assert.Contains($"Port: {echo.Port}", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Alb:PortMap:80", "0")]
    [InlineData("Alb:PortMap:demo/80", "0")]
    [InlineData("Alb:PortMap:*", "0")]
    public async Task Listener_that_is_mapped_to_0_keeps_its_port_and_binds_one_that_is_free(string name, string value)
    {
        await using var target = ScriptedTarget.Start();
        await using var emulator = await HostedEmulator.StartAsync(Simple(80, target.Port), (name, value));
        var listener = Assert.Single(await ListenersAsync(emulator));

        Assert.Equal(80, listener.Port);
        Assert.NotEqual(80, listener.Bound);
        Assert.Equal(200, (await RawClient.ExchangeAsync(listener.Bound, Wire.Request($"shop.example.com:{listener.Bound}", "GET", "/", []))).Status);
        var request = Assert.Single(target.Requests);
        Assert.Equal(("80", "shop.example.com"), (request.Header("X-Forwarded-Port"), request.Header("Host")));
        Assert.Equal("http://shop.example.com:80/", (await emulator.WaitForLogLinesAsync(1))[0].RequestUrl);
    }

    [Fact]
    public async Task Listener_of_the_api_binds_one_that_is_free_where_all_do()
    {
        await using var emulator = await HostedEmulator.StartAsync(TwoListeners, ("Alb:PortMap:*", "0"));
        var before = await ListenersAsync(emulator);
        using var api = new ElbV2Client(emulator.Control);

        await api.DoAsync(
            "CreateListener",
            ("LoadBalancerArn", await api.CreateLoadBalancerAsync("made")), ("Protocol", "HTTP"), ("Port", "80"),
            ("DefaultActions.member.1.Type", "fixed-response"), ("DefaultActions.member.1.FixedResponseConfig.StatusCode", "204"));

        var listeners = await ListenersAsync(emulator);
        var made = Assert.Single(listeners, listener => listener.LoadBalancer == "made");
        Assert.Equal(80, made.Port);
        Assert.Equal(204, (await RawClient.ExchangeAsync(made.Bound, Wire.Get())).Status);
        Assert.Equal(before.Order(), listeners.Where(listener => listener != made).Order());
    }

    [Theory]
    [InlineData("CreateListener", "Port", "0")]
    [InlineData("CreateListener", "DefaultActions.member.1.JwtValidationConfig.Issuer", "echo:0")]
    public async Task Api_takes_no_port_that_is_left_open(string action, string name, string value)
    {
        await using var emulator = await HostedEmulator.StartAsync(TwoListeners, ("Alb:PortMap:*", "0"));
        using var api = new ElbV2Client(emulator.Control);
        Dictionary<string, string> parameters = new()
        {
            ["LoadBalancerArn"] = await api.CreateLoadBalancerAsync("made"),
            ["Protocol"] = "HTTPS",
            ["Port"] = "443",
            ["Certificates.member.1.CertificateArn"] = "arn:aws:acm:us-east-1:000000000000:certificate/1",
            ["DefaultActions.member.1.Type"] = "jwt-validation",
            ["DefaultActions.member.1.Order"] = "1",
            ["DefaultActions.member.1.JwtValidationConfig.Issuer"] = "echo:9010",
            ["DefaultActions.member.2.Type"] = "fixed-response",
            ["DefaultActions.member.2.Order"] = "2",
            ["DefaultActions.member.2.FixedResponseConfig.StatusCode"] = "204",
            [name] = value,
        };

        var (status, answer) = await api.CallAsync(action, parameters.Select(pair => (pair.Key, pair.Value)));

        Assert.Equal(400, (int)status);
        Assert.Contains("1", ElbV2Client.First(answer, "Message"), StringComparison.Ordinal);
        Assert.DoesNotContain(await ListenersAsync(emulator), listener => listener.LoadBalancer == "made");
    }

    [Fact]
    public async Task Listener_that_is_still_there_after_an_edit_keeps_its_port_and_its_connections()
    {
        await using var emulator = await HostedEmulator.StartAsync(TwoListeners);
        var before = await ListenersAsync(emulator);
        var forwarding = await EchoingAsync(emulator, before);
        await using var client = await RawClient.ConnectAsync(forwarding);
        Assert.Equal(200, (await client.ExchangeAsync(Wire.Get())).Status);

        await emulator.RewriteTopologyAsync(TwoListeners.Replace("/moved", "/elsewhere", StringComparison.Ordinal)
            + "\n  - { Name: other, Targets: [{ Id: echo, Port: 0 }] }\n");

        Assert.Equal(before, await ListenersAsync(emulator));
        Assert.Equal(200, (await client.ExchangeAsync(Wire.Get())).Status);
        Assert.Equal(3, (await emulator.HealthAsync()).GetProperty("echoTargets").GetArrayLength());
    }

    [Fact]
    public async Task Port_of_a_listener_that_is_gone_is_given_back()
    {
        await using var emulator = await HostedEmulator.StartAsync(TwoListeners);
        var before = await ListenersAsync(emulator);

        await emulator.RewriteTopologyAsync(TwoListeners.Split("      - Port: 0", 2)[0] + """
            TargetGroups:
              - { Name: web, Targets: [{ Id: echo, Port: 0 }] }
            """);

        var left = Assert.Single(await ListenersAsync(emulator));
        Assert.Contains(left, before);
        var gone = before.Single(listener => listener != left).Bound;
        await Patience.UntilAsync("the port to be free", () => IsClosed(gone));
    }

    [Fact]
    public async Task Echo_provider_whose_port_is_left_open_is_one_for_all_who_leave_it()
    {
        await using var emulator = await HostedEmulator.StartAsync("""
            LoadBalancers:
              - Name: shop
                Listeners:
                  - Port: 0
                    DefaultActions:
                      - { Type: jwt-validation, Order: 1, JwtValidationConfig: { Issuer: "echo:0" } }
                      - { Type: forward, Order: 2, TargetGroupArn: web }
                    Rules:
                      - Priority: 1
                        Conditions: [{ Field: path-pattern, Values: ["/b"] }]
                        Actions:
                          - { Type: jwt-validation, Order: 1, JwtValidationConfig: { Issuer: "echo:0" } }
                          - { Type: forward, Order: 2, TargetGroupArn: web }
            TargetGroups:
              - { Name: web, Targets: [{ Id: echo, Port: 0 }] }
            """.Replace("Port: 0\n        DefaultActions", "Port: 0\n        Protocol: HTTPS\n        DefaultActions", StringComparison.Ordinal));
        var issuer = Assert.Single((await emulator.HealthAsync()).GetProperty("echoProviders").EnumerateArray()).GetString()!;

        using var http = OneQuestion.Client();
        using var document = JsonDocument.Parse(await http.GetStringAsync(new Uri($"{issuer}/.well-known/openid-configuration")));

        Assert.Equal(issuer, document.RootElement.GetProperty("issuer").GetString());
    }

    private static bool IsClosed(int port)
    {
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    /// <summary>The port of the listener that forwards.</summary>
    private static async Task<int> EchoingAsync(HostedEmulator emulator, IReadOnlyList<BoundListener> listeners)
    {
        await emulator.WaitForHealthAsync("web", "healthy");
        foreach (var listener in listeners)
        {
            if ((await RawClient.ExchangeAsync(listener.Bound, Wire.Get())).Status == 200)
            {
                return listener.Bound;
            }
        }

        throw new InvalidOperationException("No listener forwards.");
    }

    private static async Task<IReadOnlyList<BoundListener>> ListenersAsync(HostedEmulator emulator) =>
    [
        .. (await emulator.HealthAsync()).GetProperty("listeners").EnumerateArray().Select(listener => new BoundListener(
            listener.GetProperty("loadBalancer").GetString()!,
            listener.GetProperty("port").GetInt32(),
            new Uri(listener.GetProperty("url").GetString()!).Port)),
    ];

    private sealed record BoundListener(string LoadBalancer, int Port, int Bound) : IComparable<BoundListener>
    {
        public int CompareTo(BoundListener? other) => Bound.CompareTo(other?.Bound);
    }
}
