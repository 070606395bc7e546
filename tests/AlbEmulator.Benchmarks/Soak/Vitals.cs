using System.Diagnostics.Tracing;
using AlbEmulator.Benchmarks.Processes;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers;

namespace AlbEmulator.Benchmarks.Soak;

/// <summary>
/// What a .NET process holds, looked at right after it collected its garbage: by <c>/proc</c>, and by its own counters, which
/// it tells over its diagnostics socket.
/// <see href="https://learn.microsoft.com/dotnet/core/diagnostics/available-counters"/>
/// </summary>
/// <param name="Memory">Of its own, without pages of files, in bytes.</param>
/// <param name="Heap">Managed memory after the least of the collections that were seen, in bytes.</param>
/// <param name="Descriptors">Open files and sockets.</param>
/// <param name="Threads">All of them.</param>
/// <param name="Timers">Those that wait.</param>
internal sealed record Vitals(double Memory, double Heap, double Descriptors, double Threads, double Timers)
{
    /// <summary>A keyword of the runtime's events: whoever asks for it has the garbage collected.</summary>
    private const long CollectGarbage = 0x800000;

    /// <summary>Counters are told once a second.</summary>
    private static readonly TimeSpan Listening = TimeSpan.FromSeconds(3.5);

    public static async Task<Vitals> Look(int processId, CancellationToken cancelled)
    {
        var (counters, heap) = await Counters(processId, cancelled);
        return new Vitals(
            ProcessMemory.Read(processId),
            heap,
            Directory.GetFileSystemEntries($"/proc/{processId}/fd").Length,
            Directory.GetDirectories($"/proc/{processId}/task").Length,
            counters.GetValueOrDefault("active-timer-count"));
    }

    /// <summary>The last value of each, by name, and the least heap.</summary>
    private static async Task<(Dictionary<string, double> Counters, double Heap)> Counters(
        int processId, CancellationToken cancelled)
    {
        var heap = double.PositiveInfinity;
        var counters = new Dictionary<string, double>();
        using var session = await new DiagnosticsClient(processId).StartEventPipeSessionAsync(
            [
                new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, CollectGarbage | (long)ClrTraceEventParser.Keywords.GC),
                new EventPipeProvider(
                    "System.Runtime",
                    EventLevel.Informational,
                    (long)ClrTraceEventParser.Keywords.None,
                    new Dictionary<string, string> { ["EventCounterIntervalSec"] = "1" }),
            ],
            requestRundown: false,
            circularBufferMB: 4,
            cancelled);
        using var source = new EventPipeEventSource(session.EventStream);
        source.Dynamic.All += told =>
        {
            if (told.EventName == "EventCounters"
                && told.PayloadValue(0) is IDictionary<string, object> { } outer
                && outer["Payload"] is IDictionary<string, object> { } counter
                && counter.TryGetValue("Mean", out var mean))
            {
                counters[(string)counter["Name"]] = Convert.ToDouble(mean);
            }
        };
        source.Clr.GCHeapStats += told => heap = Math.Min(heap, told.TotalHeapSize);
        var reading = Task.Run(source.Process, cancelled);
        await Task.Delay(Listening, cancelled);
        await session.StopAsync(cancelled);
        await reading;
        return (counters, heap);
    }
}
