using System.Diagnostics;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// HTTP clients that people use, as they come: what they send arrives, they keep their connection, and one that was idle for
/// longer than the load balancer waits costs none of them a request.
/// </summary>
public sealed class HttpClientsTests
{
    private static readonly string[] Told = [.. Enumerable.Repeat("get 200 0", 20), "head 200", "post 200 100000", "chunked 200 50000"];

    private readonly ManualTime _time = new();

    [Fact]
    public async Task Requests_of_Python_arrive_on_two_connections()
    {
        if (await Boto.PythonAsync("requests") is not { } python)
        {
            return;
        }

        await using var stage = await StartAsync();

        Assert.Equal([.. Told, "idle", "late 200 0"], await RunAsync(stage, python, "client.py"));
        await AssertHasTwoConnectionsAsync(stage, 24);
    }

    [Fact]
    public async Task Client_of_Java_arrives_on_two_connections()
    {
        if (!Programs.Have("java"))
        {
            return;
        }

        await using var stage = await StartAsync();

        Assert.Equal([.. Told, "continued 200 10", "idle", "late 200 0"], await RunAsync(stage, "java", "Client.java"));
        await AssertHasTwoConnectionsAsync(stage, 25);
    }

    [Fact]
    public async Task HttpClient_of_NET_arrives_on_two_connections()
    {
        await using var stage = await StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(Url(stage)) };
        var told = new List<string>();

        for (var i = 0; i < 20; i++)
        {
            await TellAsync("get", new(HttpMethod.Get, "?a=b c"));
        }

        await TellAsync("head", new(HttpMethod.Head, ""));
        await TellAsync("post", new(HttpMethod.Post, "") { Content = new ByteArrayContent(new byte[100_000]) });
        await TellAsync("chunked", Chunked(new byte[50_000]));
        await TellAsync("continued", Continued(new byte[10]));
        await LetIdleConnectionsGoAsync(stage);
        await TellAsync("late", new(HttpMethod.Get, ""));

        Assert.Equal([.. Told, "continued 200 10", "late 200 0"], told);
        await AssertHasTwoConnectionsAsync(stage, 25);

        async Task TellAsync(string what, HttpRequestMessage request)
        {
            using (request)
            {
                using var response = await client.SendAsync(request);
                told.Add($"{what} {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}".TrimEnd());
            }
        }
    }

    /// <summary>The target counts the bytes of bodies.</summary>
    private async Task<Stage> StartAsync()
    {
        var target = ScriptedTarget.Start(Reply.CountBody());
        var topology = TopologyBuilder.Simple(FreePorts.Take(), target.Port).HealthCheck("web", intervalSeconds: 300);
        return new(target, await HostedEmulator.StartAsync(topology, services => services.AddSingleton<TimeProvider>(_time)));
    }

    private static string Url(Stage stage) => $"http://127.0.0.1:{stage.Emulator.Port}/clients";

    /// <summary>What a client told; that it is idle it tells itself.</summary>
    private async Task<IReadOnlyList<string>> RunAsync(Stage stage, string program, string script)
    {
        var start = new ProcessStartInfo(program, [Path.Combine(AppContext.BaseDirectory, "Fixtures", script), Url(stage)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        var told = new List<string>();
        try
        {
            while (await Patience.BoundAsync("the next line of the client", NextAsync, Patience.Program) is { } line)
            {
                told.Add(line.TrimEnd());
                if (line == "idle")
                {
                    await LetIdleConnectionsGoAsync(stage);
                    await process.StandardInput.WriteLineAsync();
                }
            }

            await Patience.BoundAsync("the client to end", process.WaitForExitAsync);
            Assert.Equal(0, process.ExitCode);
            return told;
        }
        finally
        {
            await Programs.EndAsync(process);
        }

        async Task<string?> NextAsync(CancellationToken cancellation) => await process.StandardOutput.ReadLineAsync(cancellation);
    }

    /// <summary>The client's clock stands, and the load balancer's goes on until it closes what is idle.</summary>
    private async Task LetIdleConnectionsGoAsync(Stage stage)
    {
        _time.Advance(TimeSpan.FromSeconds(61));
        await Patience.UntilAsync(
            "the idle connection to be closed",
            async () => (await stage.Emulator.MetricsAsync())["alb_emulator_open_connections", ("side", "client")] == 0 ? "closed" : null);
    }

    private static HttpRequestMessage Chunked(byte[] body) => new(HttpMethod.Post, "")
    {
        Content = new StreamContent(new MemoryStream(body)),
        Headers = { TransferEncodingChunked = true },
    };

    private static HttpRequestMessage Continued(byte[] body) => new(HttpMethod.Post, "")
    {
        Content = new ByteArrayContent(body),
        Headers = { ExpectContinue = true },
    };

    /// <summary>One for all requests, and one for that which came when it had been closed.</summary>
    private async Task AssertHasTwoConnectionsAsync(Stage stage, int requests)
    {
        var lines = await stage.Emulator.WaitForLogLinesAsync(requests, _time);
        Assert.All(lines, line => Assert.Equal(("200", "200"), (line.ElbStatusCode, line.TargetStatusCode)));
        Assert.Equal(2, lines.Select(line => line.Client).Distinct().Count());
    }

    private sealed record Stage(ScriptedTarget Target, HostedEmulator Emulator) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Emulator.DisposeAsync();
            await Target.DisposeAsync();
        }
    }
}
