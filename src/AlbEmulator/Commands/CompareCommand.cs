using AlbEmulator.Comparisons;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.RequestFiles;

namespace AlbEmulator.Commands;

/// <summary>
/// <c>alb compare --against URL FILE</c>: sends each request of a file to a load balancer that the user names, and to the emulator, and tells
/// in what the answers differ.
/// </summary>
internal static class CompareCommand
{
    /// <param name="arguments">What was typed.</param>
    /// <param name="start">Finds the emulator, or starts one; or tells why not, and has the exit code.</param>
    /// <param name="output">Hears what differs.</param>
    /// <param name="error">Hears why nothing can be compared.</param>
    /// <returns>The exit code: 1 where answers differ, or one of the two cannot be asked.</returns>
    public static async Task<int> RunAsync(
        CompareArguments arguments, Func<Task<(ComparedEmulator? Emulator, int ExitCode)>> start, TextWriter output, TextWriter error)
    {
        var (problems, notes) = (new List<Problem>(), new List<Problem>());
        var (named, wrong) = Side.Named.Read(arguments.Against, arguments.IsInsecure);
        var requests = RequestFile.Read(arguments.File, Environment.GetEnvironmentVariable, problems, notes);
        if (named is null || problems.Count > 0)
        {
            await TellAsync([.. named is null ? [wrong!] : Array.Empty<string>(), .. problems.Select(static problem => $"{problem}")], error);
            return ExitCode.WrongUse;
        }

        await TellAsync(notes.Select(static note => $"note: {note}"), error);
        var (found, exitCode) = await start();
        if (found is null)
        {
            return exitCode;
        }

        await using var emulator = found;
        var listeners = emulator.Listeners;
        if (arguments.LoadBalancer is { } name)
        {
            string[] names = [.. listeners.Select(static listener => listener.LoadBalancer).Distinct()];
            listeners = [.. listeners.Where(listener => listener.LoadBalancer == name)];
            if (listeners.Count == 0)
            {
                await error.WriteLineAsync($"the emulator has no load balancer {Quoted.Text(name)}{Shapes.Spelling.DidYouMean(name, names)}");
                return ExitCode.WrongUse;
            }
        }

        var comparison = new Comparison(named, new Side.Listening(listeners), arguments.Timeout, TimeProvider.System);
        var planned = comparison.Plan(requests, problems);
        if (problems.Count > 0)
        {
            await TellAsync(problems.Select(static problem => $"{problem}"), error);
            return ExitCode.WrongUse;
        }

        return await AskAsync(comparison, planned, arguments, output, error);
    }

    private static async Task<int> AskAsync(
        Comparison comparison, IReadOnlyList<PlannedRequest> planned, CompareArguments arguments, TextWriter output, TextWriter error)
    {
        using var stop = new StopSignal();
        var compared = new List<ComparedRequest>();
        using var wait = Reports.Excerpt.IsWanted(error)
            ? new LongWait(TimeProvider.System, () => $"Waiting for answers to request {compared.Count + 1} of {planned.Count}", error.WriteLine)
            : null;
        string? problem = null;
        foreach (var request in planned)
        {
            (var one, problem) = await comparison.AskAsync(request, stop.Token);
            if (one is null || stop.Token.IsCancellationRequested)
            {
                problem ??= "stopped";
                break;
            }

            compared.Add(one);
        }

        if (compared.Count > 0)
        {
            var cover = new Cover(Hosts(planned), arguments.ShowsSensitive);
            arguments.Report(ToldComparison.Of(ProgramVersion.Number, compared, cover), output);
        }

        if (problem is not null)
        {
            await error.WriteLineAsync($"{problem}. Requests that were not compared: {planned.Count - compared.Count} of {planned.Count}");
        }

        return problem is not null || compared.Any(static one => one.Differences.Count > 0) ? ExitCode.Failed : ExitCode.Good;
    }

    /// <summary>Those of the user.</summary>
    private static IReadOnlyList<string> Hosts(IReadOnlyList<PlannedRequest> planned) =>
    [
        .. planned.SelectMany(static one => new[] { one.LoadBalancer.Host, HostAndPort.Parse(one.Host).Host })
            .Concat(planned.Select(static one => one.Request).OfType<WrittenRequest.Parts>().SelectMany(static one => one.Headers)
                .Where(static header => header.Key.Equals("Host", StringComparison.OrdinalIgnoreCase)).Select(static header => HostAndPort.Parse(header.Value).Host))
            .Where(static host => host.Length > 0 && !Cover.IsHere(host)).Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    private static async Task TellAsync(IEnumerable<string> lines, TextWriter error)
    {
        foreach (var line in lines)
        {
            await error.WriteLineAsync(line);
        }
    }
}

/// <summary>What <c>alb compare</c> was told.</summary>
/// <param name="Against">The load balancer.</param>
/// <param name="File">Of requests.</param>
/// <param name="LoadBalancer">The name of the emulator's that is compared; null where its listeners tell it.</param>
/// <param name="Timeout">How long an answer is waited for.</param>
/// <param name="IsInsecure">Whether any certificate of the load balancer will do.</param>
/// <param name="ShowsSensitive">Whether nothing is left out of the report.</param>
/// <param name="Report">Writes it.</param>
internal sealed record CompareArguments(
    string Against,
    string File,
    string? LoadBalancer,
    TimeSpan Timeout,
    bool IsInsecure,
    bool ShowsSensitive,
    Action<ToldComparison, TextWriter> Report);
