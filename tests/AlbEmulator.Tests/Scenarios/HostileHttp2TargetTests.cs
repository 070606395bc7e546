using System.Net.Http.Headers;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Targets of HTTP/2 that do not know it, or wish us ill: the client hears 502, or 504 where no end comes, each request has
/// its line, and what other targets say is passed on.
/// </summary>
public sealed class HostileHttp2TargetTests
{
    public static TheoryData<string> BeforeAnAnswer => [.. HostileHttp2Answer.BeforeAnAnswer.Select(answer => answer.Name)];

    public static TheoryData<string> WithinABody => [.. HostileHttp2Answer.WithinABody.Select(answer => answer.Name)];

    [Theory]
    [MemberData(nameof(BeforeAnAnswer))]
    public async Task Target_that_does_not_answer_in_HTTP_2_is_502_or_504(string how)
    {
        await using var target = Http2RawTarget.Start(HostileHttp2Answer.BeforeAnAnswer.Single(one => one.Name == how).Reply);
        await using var emulator = await StartAsync(target);
        using var client = new Http2Client(emulator.Port);

        using var response = await client.GetAsync(new Uri("/", UriKind.Relative));

        var status = (int)response.StatusCode;
        Assert.True(status is 502 or 504, $"{status}");
        Assert.Equal(new ProductInfoHeaderValue("awselb", "2.0"), response.Headers.Server.Single());
        var line = (await emulator.WaitForLogLinesAsync(1))[0];
        Assert.Equal(($"{status}", "-"), (line.ElbStatusCode, line.TargetStatusCode));
        var told = await new JournalClient(emulator).TheOneAsync();
        var code = told.GetProperty("cause_code").GetString();
        Assert.True(
            status == 504 ? code is "target-timeout" : code is "target-http2-error" or "target-closed" or "target-answer-too-long",
            $"{code}: {told.GetProperty("cause")}");
    }

    [Theory]
    [MemberData(nameof(WithinABody))]
    public async Task Target_that_breaks_its_answer_off_leaves_a_line(string how)
    {
        await using var target = Http2RawTarget.Start(HostileHttp2Answer.WithinABody.Single(one => one.Name == how).Reply);
        await using var emulator = await StartAsync(target);
        using var client = new Http2Client(emulator.Port);

        using var response = await client.OpenAsync(HttpMethod.Get, "/");

        // What comes at once with the head may take the head with it.
        var status = $"{(int)response.StatusCode}";
        Assert.True(status is "200" or "502" or "504", status);
        await Record.ExceptionAsync(() => response.Content.CopyToAsync(Stream.Null));
        var line = (await emulator.WaitForLogLinesAsync(1))[0];
        Assert.Equal((status, status == "200" ? "200" : "-"), (line.ElbStatusCode, line.TargetStatusCode));
    }

    [Theory]
    [InlineData("200")]
    [InlineData("599")]
    [InlineData("600")]
    [InlineData("999")]
    public async Task Status_of_three_digits_from_200_is_passed_on(string status)
    {
        await using var target = Http2RawTarget.Start((connection, stream) => connection.AnswerAsync(stream, status, true));
        await using var emulator = await StartAsync(target);
        using var client = new Http2Client(emulator.Port);

        using var response = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(status, $"{(int)response.StatusCode}");
        Assert.Equal(status, (await emulator.WaitForLogLinesAsync(1))[0].TargetStatusCode);
    }

    [Fact]
    public async Task Body_for_a_target_without_a_window_is_an_error_after_the_idle_timeout()
    {
        // SETTINGS_INITIAL_WINDOW_SIZE is 0, and nothing widens it.
        await using var target = Http2RawTarget.Start((_, _) => Task.CompletedTask, 0, 4, 0, 0, 0, 0);
        await using var emulator = await StartAsync(target);
        using var client = new Http2Client(emulator.Port);

        using var response = await client.PostAsync(new Uri("/", UriKind.Relative), new ByteArrayContent(new byte[1 << 20]));

        Assert.True((int)response.StatusCode is 502 or 504, $"{response.StatusCode}");
        Assert.Equal($"{(int)response.StatusCode}", (await emulator.WaitForLogLinesAsync(1))[0].ElbStatusCode);
    }

    private static Task<HostedEmulator> StartAsync(Http2RawTarget target) => HostedEmulator.StartAsync(
        TopologyBuilder.Simple(FreePorts.Take(), target.Port).Https().IdleTimeout(1)
            .Property("web", "ProtocolVersion", "HTTP2"));
}
