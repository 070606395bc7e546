using System.Text.RegularExpressions;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>HTTP/2 as programs from outside see it, which were not written with Kestrel in mind.</summary>
public sealed partial class Http2ToolsTests
{
    private const int Streams = 5;
    private const int BodyLength = 3 * 1024 * 1024;

    [Fact]
    public async Task Nghttp_sees_the_settings_of_a_load_balancer_and_no_more()
    {
        if (!Programs.Have("nghttp"))
        {
            return;
        }

        await using var scenario = await Scenario.StartHttpsAsync();

        var (_, output, errors) = await Programs.RunAsync("nghttp", ["-nv", $"https://localhost:{scenario.Port}/"]);

        var received = output[output.IndexOf("recv SETTINGS", StringComparison.Ordinal)..];
        Assert.True(received.Contains(":status: 200", StringComparison.Ordinal), errors);
        Assert.Equal(
            ["MAX_CONCURRENT_STREAMS:128", "INITIAL_WINDOW_SIZE:65536", "MAX_FRAME_SIZE:16777215"],
            Settings().Matches(received).Select(match => $"{match.Groups[1].Value}:{match.Groups[2].Value}"));
        Assert.Contains("(window_size_increment=8388352)", received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nghttp_sends_big_bodies_on_several_streams_at_once()
    {
        if (!Programs.Have("nghttp"))
        {
            return;
        }

        using var folder = new TempFolder();
        var body = folder.Write("body", new string('x', BodyLength));
        await using var scenario = await Scenario.StartHttpsAsync(Reply.CountBody());

        var (_, output, errors) = await Programs.RunAsync(
            "nghttp", ["-m", $"{Streams}", "-d", body, $"https://localhost:{scenario.Port}/"]);

        Assert.True(output == string.Concat(Enumerable.Repeat($"{BodyLength}", Streams)), output + errors);
        var lines = await scenario.Emulator.WaitForLogLinesAsync(Streams);
        Assert.Single(lines.Select(line => line.ConnTraceId).Distinct());
        Assert.All(lines, line => Assert.Equal(("h2", "200"), (line.Type, line.ElbStatusCode)));
    }

    [Fact]
    public async Task H2load_over_a_hundred_connections_sees_no_error()
    {
        if (!Programs.Have("h2load"))
        {
            return;
        }

        const int requests = 10_000;
        await using var scenario = await Scenario.StartHttpsAsync();

        var (_, output, errors) = await Programs.RunAsync(
            "h2load", ["-n", $"{requests}", "-c", "100", "-m", "10", $"https://localhost:{scenario.Port}/"]);

        var expected = $"{requests} total, {requests} started, {requests} done, {requests} succeeded, 0 failed, 0 errored, 0 timeout";
        Assert.True(output.Contains(expected, StringComparison.Ordinal), output + errors);
        var lines = await scenario.Emulator.WaitForLogLinesAsync(requests);
        Assert.Equal(100, lines.Select(line => line.ConnTraceId).Distinct().Count());
        Assert.All(lines, line => Assert.Equal("200", line.ElbStatusCode));
    }

    [GeneratedRegex(@"\[SETTINGS_(\w+)\(0x\w+\):(\d+)\]")]
    private static partial Regex Settings();
}
