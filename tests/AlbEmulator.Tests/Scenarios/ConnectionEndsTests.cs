using System.Net;
using System.Net.Sockets;
using System.Text;
using AlbEmulator.Model;
using AlbEmulator.Tests.House;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>How connections of clients end, and what lies between two requests.</summary>
public sealed class ConnectionEndsTests
{
    private const string Post = "POST / HTTP/1.1\r\nHost: example.com\r\nContent-Length: 2\r\n\r\nhi";

    [Fact]
    public async Task Empty_line_behind_a_request_is_no_begin_of_another()
    {
        var time = new ManualTime();
        await using var target = ScriptedTarget.Start();
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port), services => services.AddSingleton<TimeProvider>(time));
        await using var client = await RawClient.ConnectAsync(emulator.Port);
        await client.SendAsync(Post);
        Assert.Equal(200, (await client.ReadResponseAsync()).Status);
        await client.SendAsync("\r\n");
        await client.SendAsync("\r\n");
        await Task.Delay(50);
        time.Advance(TimeSpan.FromSeconds(40));

        Assert.Equal(200, (await client.ExchangeAsync(Wire.Get())).Status);

        var lines = await emulator.WaitForLogLinesAsync(2, time);
        Assert.Equal(("0.000", $"{Wire.Get().Length}"), (lines[1].RequestProcessingTime, lines[1].ReceivedBytes));
    }

    [Fact]
    public async Task Client_that_sends_empty_lines_and_leaves_has_no_line()
    {
        await using var scenario = await Scenario.StartAsync();
        await using (var client = await scenario.ConnectAsync())
        {
            await client.SendAsync($"\r\n{Post}\r\n\r\n");
            Assert.Equal(200, (await client.ReadResponseAsync()).Status);
            client.HalfClose();

            Assert.Equal((Ending.Closed, ""), await client.ReadEndingAsync());
        }

        await scenario.ExchangeAsync(Wire.Get());
        Assert.All(await scenario.Emulator.WaitForLogLinesAsync(2), line => Assert.Equal("200", line.ElbStatusCode));
        Assert.Equal(2, scenario.Emulator.LogLines.Count);
    }

    [Fact]
    public async Task Client_that_resets_before_it_is_told_to_go_on_is_no_fault_of_the_emulator()
    {
        await using var scenario = await Scenario.StartAsync(change: topology => topology.IdleTimeout(1));

        for (var count = 0; count < 20; count++)
        {
            await using var client = await scenario.ConnectAsync();
            await client.SendAsync("POST / HTTP/1.1\r\nHost: example.com\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
            client.Reset();
        }

        Assert.Equal(200, (await scenario.ExchangeAsync(Wire.Get())).Status);
        await Patience.UntilAsync("the line of the last", () => scenario.Emulator.LogLines.Any(line => line.ElbStatusCode == "200"));
        Assert.DoesNotContain(scenario.Emulator.LogLines, line => line.ElbStatusCode == "500");
    }

    [Fact]
    public async Task Client_that_goes_on_sending_a_malformed_body_behind_its_answer_is_heard_out()
    {
        await using var scenario = await Scenario.StartAsync();
        await scenario.Emulator.ChangeAsync(topology => topology.WithDefault(new RuleAction.FixedResponse(200)));
        await using var client = await scenario.ConnectAsync();
        await client.SendAsync("POST / HTTP/1.1\r\nHost: example.com\r\nTransfer-Encoding: chunked\r\n\r\n");
        Assert.Equal(200, (await client.ReadResponseAsync()).Status);

        await client.SendAsync("no size\r\n");
        for (var piece = 0; piece < 20; piece++)
        {
            await Task.Delay(5);
            await client.SendAsync("x");
        }

        client.HalfClose();

        Assert.Equal((Ending.Closed, ""), await client.ReadEndingAsync());
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", true)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc", false)]
    public async Task Answer_that_ends_with_its_connection_can_be_told_from_one_that_was_broken_off_over_tls(string answer, bool isWhole)
    {
        if (!Programs.Have("openssl"))
        {
            return;
        }

        await using var scenario = await Scenario.StartHttpsAsync(Reply.BytesThenClose(answer));

        var (output, hasEnded) = await AskOverTlsAsync(scenario, "GET / HTTP/1.0\\r\\nHost: x\\r\\n\\r\\n");

        Assert.EndsWith("\r\n\r\nabc", output, StringComparison.Ordinal);
        Assert.Equal(isWhole, hasEnded);
    }

    [Fact]
    public async Task Idle_connection_over_tls_ends_with_the_end_of_tls()
    {
        if (!Programs.Have("openssl"))
        {
            return;
        }

        await using var scenario = await Scenario.StartHttpsAsync(change: topology => topology.IdleTimeout(1));

        var (output, hasEnded) = await AskOverTlsAsync(scenario, "GET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n");

        Assert.EndsWith("\r\n\r\nok", output, StringComparison.Ordinal);
        Assert.True(hasEnded);
    }

    /// <summary>What came of a request, and whether TLS ended before the connection did.</summary>
    private static async Task<(string Output, bool HasEnded)> AskOverTlsAsync(Scenario scenario, string request)
    {
        var (_, output, errors) = await Programs.RunAsync(
            "bash",
            [
                "-c",
                $"exec 3< <(printf '{request}'; exec sleep 15 2>/dev/null);"
                + $"openssl s_client -quiet -connect 127.0.0.1:{scenario.Port} <&3; kill $!",
            ]);
        return (output, !errors.Contains("unexpected eof", StringComparison.Ordinal));
    }
}
