using System.Net.Sockets;
using AlbEmulator.Tests.Desync;
using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Kestrel's own parser and the emulator get the same requests, each with a good one behind it: where they read them
/// differently, it is one of <see cref="ReadingClasses"/>.
/// </summary>
public sealed class KestrelComparisonTests
{
    private const string Behind = "GET /behind HTTP/1.1\r\nHost: behind\r\nConnection: close\r\n\r\n";

    private static readonly string[] Requests = [.. RawRequests.All.Select(request => request.Text).Concat(GeneratedRequests.All).Distinct()];

    [Fact]
    public async Task Requests_are_read_as_Kestrel_does_but_for_what_the_table_has()
    {
        await using var kestrel = await KestrelTarget.StartAsync(HttpProtocols.Http1, Reading.AnswerAsync);
        await using var target = new StrictTarget();
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder
            .Simple(FreePorts.Take(), target.Port)
            // What other modes block or close is passed on in this one, and can be compared.
            .Attribute("routing.http.desync_mitigation_mode", "monitor")
            .Attribute("idle_timeout.timeout_seconds", "1"));

        var differences = new List<ReadingDifference>();
        foreach (var request in Requests)
        {
            var theirs = (await AnswersAsync(kestrel.Port, request)).Select(Reading.OfKestrel).ToArray();
            var answers = await AnswersAsync(emulator.Port, request);
            var got = new Queue<StrictRequest>(target.Take());
            Reading[] ours = [.. answers.Select(answer =>
                answer?.Status == 200 ? Reading.Of(got.Dequeue()) : Reading.Refusal(answer?.Status ?? 0))];
            Assert.True(got.Count == 0, $"The target got {got.Count} more requests than were answered, of {request}");
            differences.AddRange(ReadingDifference.Between(request, theirs, ours));
        }

        var unknown = differences.Where(difference => !ReadingClasses.All.Any(one => one.Has(difference))).ToArray();
        Assert.True(unknown.Length == 0, $"{unknown.Length} differences of no class:\n{string.Join('\n', unknown.Take(60))}");
        var gone = ReadingClasses.All.Where(one => !differences.Any(one.Has)).ToArray();
        Assert.True(gone.Length == 0, $"Classes that no request has:\n{string.Join('\n', gone.Select(one => one.Why))}");
    }

    /// <summary>All that comes; null stands for what is no answer of HTTP/1.1, or for none at all.</summary>
    private static async Task<IReadOnlyList<StrictAnswer?>> AnswersAsync(int port, string request)
    {
        await using var client = await RawClient.ConnectAsync(port);
        try
        {
            await client.SendAsync(request + Behind);
        }
        catch (SocketException)
        {
            // It has been refused before it was sent whole.
        }

        string text;
        try
        {
            (_, text) = await client.ReadEndingAsync();
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"No end of the connection after {request}");
        }

        var answers = new List<StrictAnswer?>();
        try
        {
            var isHead = request.StartsWith("HEAD ", StringComparison.OrdinalIgnoreCase);
            for (var at = 0; at < text.Length && StrictAnswer.Read(text, at, isHead && at == 0, hasEnded: true) is { } answer;)
            {
                at += answer.Length;
                if (!answer.IsInterim)
                {
                    answers.Add(answer);
                }
            }
        }
        catch (FormatException)
        {
            // As when HTTP/2 is spoken.
        }

        return answers.Count == 0 ? [null] : answers;
    }
}
