using System.Text;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Whatever a target answers, its client gets one answer that can be read in one way only, or a close; never anything of
/// another exchange, and the next exchange is as if nothing had been.
/// </summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class HostileAnswersTests
{
    private static readonly int Count = TestLength.Of(2_000, whole: 20_000, most: 200_000);
    private static readonly int WarmUp = Count / 5;

    /// <summary>What a leak of 5 KB an answer would exceed, at the length of CI.</summary>
    private const long MemoryMargin = 80_000_000;

    [Fact]
    public async Task Thousands_of_malformed_answers_harm_nobody_but_their_own_client()
    {
        await using var target = ScriptedTarget.Start();
        target.KeepsRequests = false;
        await using var emulator = await EmulatorProcess.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), target.Port));
        var clients = new AnsweredClients(emulator.Port);
        target.Otherwise = clients.Reply;

        await clients.SendAsync(0, WarmUp);
        var before = emulator.WorkingSet;
        await clients.SendAsync(WarmUp, Count - WarmUp);

        Assert.True(clients.Failures.Count == 0, string.Join('\n', clients.Failures.Take(5)));
        Assert.True(emulator.IsRunning);
        Assert.InRange(emulator.WorkingSet - before, long.MinValue, MemoryMargin);
        Assert.Equal(Count, clients.Answered + clients.Broken);
        Assert.InRange(clients.Answered, Count / 2, Count);
        Assert.InRange(clients.Lost, 0, Count / 20);

        await emulator.TerminateAsync();
        Assert.Equal(0, await emulator.WaitForExitAsync());
        // Each of them can be parsed, or this would throw.
        var lines = File.ReadLines(emulator.AccessLogPath, Encoding.Latin1).Select(AccessLogLine.Parse).Count();
        Assert.InRange(lines, clients.Answered + Count, int.MaxValue);
    }
}
