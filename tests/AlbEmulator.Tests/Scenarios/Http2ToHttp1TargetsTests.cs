using System.Net;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Clients that speak HTTP/2, and targets that speak HTTP/1.1 and do what HTTP/2 has no word for.</summary>
public sealed class Http2ToHttp1TargetsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_of_a_205_goes_nowhere(bool isHttp2)
    {
        await using var scenario = await Scenario.StartHttpsAsync(Reply.Bytes("HTTP/1.1 205 Reset\r\nContent-Length: 5\r\n\r\nhello"));
        using var client = scenario.Http2(isHttp2 ? null : HttpVersion.Version11);

        for (var i = 0; i < 2; i++)
        {
            using var response = await client.GetAsync("/");

            Assert.Equal((HttpStatusCode.ResetContent, 0L), (response.StatusCode, response.Content.Headers.ContentLength));
            Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        }

        Assert.Equal(1, scenario.Target.Connections);
    }

    [Fact]
    public async Task Target_that_upgrades_unasked_is_502()
    {
        await using var scenario = await Scenario.StartHttpsAsync(
            Reply.Bytes("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"));
        using var client = scenario.Http2();

        using var response = await client.GetAsync("/");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        await Patience.UntilAsync("the connection to the target to be closed", () => scenario.Target.OpenConnections == 0);
    }

    [Fact]
    public async Task Client_that_ends_its_body_late_and_leaves_takes_no_answer_from_another()
    {
        using var gate = new SemaphoreSlim(0);
        var isHeld = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var scenario = await Scenario.StartHttpsAsync(new Reply(async (connection, request) =>
        {
            if (request.Head.StartsWith("GET /hold ", StringComparison.Ordinal))
            {
                isHeld.SetResult();
                await gate.WaitAsync();
            }

            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            return true;
        }));
        await using var late = await Http2RawClient.ConnectAsync(scenario.Port);
        var stream = await late.OpenPostAsync("/", ("content-length", "1"));
        await late.SendAsync(type: 0, flags: 0, stream, [1]);
        while ((await late.ReadAsync(stream)).Type != 0)
        {
            // The head of the answer, and then its body.
        }

        using var client = scenario.Http2();
        var answer = client.GetAsync("/hold");
        await isHeld.Task;
        late.Reset();
        await scenario.Emulator.WaitForLogLinesAsync(1);
        gate.Release();

        using var response = await answer;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(1, scenario.Target.Connections);
    }
}
