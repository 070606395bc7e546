using System.Collections.Concurrent;
using System.Text;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Whatever a client sends, it gets an answer or a close, and the emulator lives.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class FuzzTests
{
    private const int Clients = 32;

    private static readonly int Count = TestLength.Of(2_000, whole: 20_000);
    private static readonly int WarmUp = Count / 5;

    /// <summary>What a leak of 5 KB a request would exceed.</summary>
    private const long MemoryMargin = 80_000_000;

    [Fact]
    public async Task Thousands_of_malformed_requests_each_get_an_answer_or_a_close()
    {
        await using var target = ScriptedTarget.Start();
        target.KeepsRequests = false;
        await using var emulator = await EmulatorProcess.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), target.Port));

        var answered = await SendAsync(emulator, WarmUp, seed: 1);
        var before = emulator.WorkingSet;
        answered += await SendAsync(emulator, Count - WarmUp, seed: 2);

        Assert.InRange(emulator.WorkingSet - before, long.MinValue, MemoryMargin);
        Assert.True(emulator.IsRunning);
        var good = await RawClient.ExchangeAsync(emulator.Port, Wire.Get("/good", "User-Agent: good"));
        Assert.Equal((200, "ok"), (good.Status, good.Text));
        await Patience.UntilAsync(
            "the line of the good request", () => emulator.LogLines is [.., { UserAgent: "good" }]);

        // Each of them could be parsed, or LogLines would have thrown.
        Assert.InRange(answered, Count / 2, Count);
        Assert.True(emulator.LogLines.Count > answered, $"{emulator.LogLines.Count} lines for {answered} answers");
    }

    /// <summary>Gives the number of those that were answered.</summary>
    private static async Task<int> SendAsync(EmulatorProcess emulator, int count, int seed)
    {
        var answered = 0;
        var failures = new ConcurrentQueue<string>();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            var mutator = new Mutator(seed * 1000 + client);
            for (var i = 0; i < count / Clients && failures.IsEmpty; i++)
            {
                var request = mutator.Next("mark");
                var (ending, text) = await SendAsync(emulator.Port, request);
                if (ending is null || text.StartsWith("HTTP/1.1 500", StringComparison.Ordinal))
                {
                    failures.Enqueue($"{ending} {text}\nfor\n{Encoding.Latin1.GetString(request)}");
                }

                if (text.Length > 0)
                {
                    Assert.StartsWith("HTTP/1.1 ", text, StringComparison.Ordinal);
                    Interlocked.Increment(ref answered);
                }
            }
        })));
        Assert.Empty(failures);
        return answered;
    }

    /// <summary>
    /// Sends all of it and, when an answer has come or is not to be expected, says that no more will follow; then reads
    /// to the end. Null if there is none in time.
    /// </summary>
    private static async Task<(Ending? Ending, string Text)> SendAsync(int port, byte[] request)
    {
        await using var client = await RawClient.ConnectAsync(port);
        try
        {
            await client.SendAsync(request);
            await client.WaitForBytesAsync(TimeSpan.FromMilliseconds(15));
            client.HalfClose();
            return await client.ReadEndingAsync();
        }
        catch (TimeoutException)
        {
            return (null, "");
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            return (Ending.Reset, "");
        }
    }
}
