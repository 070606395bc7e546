using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// HTTP clients that people use, as they come: what they send arrives, they keep their connection, and one that was idle for
/// longer than the load balancer waits costs none of them a request.
/// </summary>
public sealed class HttpClientsTests
{
    private static readonly string[] Told = [.. Enumerable.Repeat("get 200 0", 20), "head 200", "post 200 100000", "chunked 200 50000"];

    [Fact]
    public async Task Requests_of_Python_arrive_on_two_connections()
    {
        if (await Boto.PythonAsync("requests") is not { } python)
        {
            return;
        }

        await using var scenario = await StartAsync();
        var (exitCode, output, errors) = await Programs.RunAsync(python, [Fixture("client.py"), Url(scenario)]);

        Assert.True(exitCode == 0, errors);
        Assert.Equal([.. Told, "late 200 0"], Lines(output));
        await AssertHasTwoConnectionsAsync(scenario, 24);
    }

    [Fact]
    public async Task Client_of_Java_arrives_on_two_connections()
    {
        if (!Programs.Have("java"))
        {
            return;
        }

        await using var scenario = await StartAsync();
        var (exitCode, output, errors) = await Programs.RunAsync("java", [Fixture("Client.java"), Url(scenario)], TimeSpan.FromSeconds(60));

        Assert.True(exitCode == 0, errors);
        Assert.Equal([.. Told, "continued 200 10", "late 200 0"], Lines(output));
        await AssertHasTwoConnectionsAsync(scenario, 25);
    }

    [Fact]
    public async Task HttpClient_of_NET_arrives_on_two_connections()
    {
        await using var scenario = await StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(Url(scenario)) };
        var told = new List<string>();

        for (var i = 0; i < 20; i++)
        {
            await TellAsync("get", new(HttpMethod.Get, "?a=b c"));
        }

        await TellAsync("head", new(HttpMethod.Head, ""));
        await TellAsync("post", new(HttpMethod.Post, "") { Content = new ByteArrayContent(new byte[100_000]) });
        await TellAsync("chunked", Chunked(new byte[50_000]));
        await TellAsync("continued", Continued(new byte[10]));
        await Task.Delay(TimeSpan.FromSeconds(2.5));
        await TellAsync("late", new(HttpMethod.Get, ""));

        Assert.Equal([.. Told, "continued 200 10", "late 200 0"], told);
        await AssertHasTwoConnectionsAsync(scenario, 25);

        async Task TellAsync(string what, HttpRequestMessage request)
        {
            using (request)
            {
                using var response = await client.SendAsync(request);
                told.Add($"{what} {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}".TrimEnd());
            }
        }
    }

    /// <summary>Connections that are idle for a second are closed, and the target counts the bytes of bodies.</summary>
    private static Task<Scenario> StartAsync() => Scenario.StartAsync(Reply.CountBody(), topology => topology.IdleTimeout(1));

    private static string Url(Scenario scenario) => $"http://127.0.0.1:{scenario.Port}/clients";

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    private static IEnumerable<string> Lines(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd());

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
    private static async Task AssertHasTwoConnectionsAsync(Scenario scenario, int requests)
    {
        var lines = await scenario.Emulator.WaitForLogLinesAsync(requests);
        Assert.All(lines, line => Assert.Equal(("200", "200"), (line.ElbStatusCode, line.TargetStatusCode)));
        Assert.Equal(2, lines.Select(line => line.Client).Distinct().Count());
    }
}
