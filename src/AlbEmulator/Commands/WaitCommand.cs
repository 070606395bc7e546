using System.Diagnostics;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Commands;

/// <summary>
/// <c>alb wait healthy</c>: asks the control port until every target gets requests: it is healthy, or its group is not checked.
/// </summary>
internal static class WaitCommand
{
    private const int MostListed = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <param name="settings">Where to ask.</param>
    /// <param name="names">Of target groups; none for all that get requests.</param>
    /// <param name="timeout">When to give up.</param>
    /// <param name="output">Hears that all are healthy.</param>
    /// <param name="error">Hears of progress, where it is a terminal, and who is not healthy in the end.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        AlbSettings settings, IReadOnlyList<string> names, TimeSpan timeout, TextWriter output, TextWriter error)
    {
        using var client = new ControlClient(settings);
        var (started, progress) = (Stopwatch.StartNew(), new Progress(error));
        while (true)
        {
            var (groups, problem, isFinal) = await client.AskAsync();
            if ((isFinal ? problem : groups is null ? null : Unknown(groups, names)) is { } wrong)
            {
                progress.Clear();
                await error.WriteLineAsync(wrong);
                return ExitCode.WrongUse;
            }

            var waitsFor = groups is null ? [problem!] : WaitsFor(groups, names);
            if (waitsFor.Count == 0)
            {
                progress.Clear();
                await output.WriteLineAsync($"healthy: {string.Join(", ", Asked(groups!, names).Select(static group => group.Name))}");
                return ExitCode.Good;
            }

            if (started.Elapsed >= timeout)
            {
                progress.Clear();
                await TellAsync(waitsFor, timeout, error);
                return ExitCode.Failed;
            }

            progress.Show(waitsFor[0], waitsFor.Count);
            var left = timeout - started.Elapsed;
            await Task.Delay(left < Pause && left > TimeSpan.Zero ? left : Pause);
        }
    }

    /// <summary>That there is no such group, and the one that was meant; null where all are there.</summary>
    private static string? Unknown(IReadOnlyList<WaitedGroup> groups, IReadOnlyList<string> names)
    {
        var there = groups.Select(static group => group.Name).ToList();
        return names.FirstOrDefault(name => !there.Contains(name)) is not { } unknown ? null
            : Spelling.DidYouMean(unknown, there) is { Length: > 0 } meant ? $"There is no target group {Quoted.Text(unknown)}{meant}"
            : there.Count == 0 ? $"There is no target group {Quoted.Text(unknown)}, nor any other"
            : $"There is no target group {Quoted.Text(unknown)}: there are {Quoted.List(there.Take(MostListed))}";
    }

    private static IEnumerable<WaitedGroup> Asked(IReadOnlyList<WaitedGroup> groups, IReadOnlyList<string> names) => names.Count == 0
        ? groups.Where(static group => group.Targets.Any(static target => target.State != "unused"))
        : groups.Where(group => names.Contains(group.Name));

    /// <summary>A line for each target that does not get requests yet.</summary>
    private static IReadOnlyList<string> WaitsFor(IReadOnlyList<WaitedGroup> groups, IReadOnlyList<string> names)
    {
        List<WaitedGroup> asked = [.. Asked(groups, names)];
        return asked.Count == 0
            ? ["no target is registered in a group that gets requests"]
            :
            [
                .. asked.Where(static group => group.Targets.Count == 0).Select(static group => $"{group.Name} has no target"),
                .. asked.SelectMany(static group => group.Targets
                    .Where(static target => target.State is not ("healthy" or "unavailable" or "draining"))
                    .Select(target => $"{group.Name}: {target.Name} is {target.State}{(target.Why.Length == 0 ? "" : $": {target.Why}")}")),
            ];
    }

    private static async Task TellAsync(IReadOnlyList<string> waitsFor, TimeSpan timeout, TextWriter error)
    {
        await error.WriteLineAsync($"not healthy after {timeout.TotalSeconds:0.###} s:");
        foreach (var line in waitsFor.Take(MostListed))
        {
            await error.WriteLineAsync($"  {line}");
        }

        if (waitsFor.Count > MostListed)
        {
            await error.WriteLineAsync($"  and {waitsFor.Count - MostListed} more");
        }
    }

    /// <summary>One line that is written over, on a terminal alone.</summary>
    private sealed class Progress(TextWriter words)
    {
        private const int Longest = 100;
        private readonly bool _isShown = Reports.Excerpt.IsWanted(words);
        private int _length;

        public void Show(string line, int count)
        {
            if (_isShown)
            {
                var text = count > 1 ? $"waits for {count}, first of all {line}" : $"waits for {line}";
                Clear();
                words.Write(text.Length > Longest ? $"{text[..Longest]}…" : text);
                _length = Math.Min(text.Length, Longest + 1);
            }
        }

        public void Clear()
        {
            if (_length > 0)
            {
                words.Write($"\r{new string(' ', _length)}\r");
                _length = 0;
            }
        }
    }
}
