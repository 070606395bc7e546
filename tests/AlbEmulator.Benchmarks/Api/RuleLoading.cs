using System.Diagnostics;
using System.Text.Json;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;
using AlbEmulator.Benchmarks.Reports;

namespace AlbEmulator.Benchmarks.Api;

/// <summary>What rules of a file add to the time from the start of the process to the first 200.</summary>
internal static class RuleLoading
{
    /// <summary>Milliseconds for 1,000 rules.</summary>
    private const double Tolerance = 1000;

    public static async Task<int> Run(int rules, int runs, CancellationToken cancelled)
    {
        MachineLine.Print(Console.Out);
        var (one, many) = (new List<double>(), new List<double>());
        using var stage = new Stage();
        for (var run = 0; run < runs; run++)
        {
            one.Add(await Measure(1));
            many.Add(await Measure(rules));
        }

        var added = Percentile.Median(many) - Percentile.Median(one);
        var table = new Table("rules", "median ms", "runs");
        table.Add("1", $"{Percentile.Median(one):F0}", $"{runs}");
        table.Add($"{rules}", $"{Percentile.Median(many):F0}", $"{runs}");
        table.Print(Console.Out);
        return added < Tolerance ? 0 : 1;

        async Task<double> Measure(int count)
        {
            var port = LoopbackPort.Free();
            var file = stage.Write($"rules-{count}.json", Topology(port, count));
            var start = Stopwatch.GetTimestamp();
            using var process = StartedProcess.Start(
                new ProgramCommand(EmulatorProxy.FindBuild()!, "run", file)
                {
                    Environment = new Dictionary<string, string>
                    {
                        ["Alb__ControlUrl"] = "",
                        ["Alb__DataDirectory"] = stage.PathOf("data"),
                    },
                    Output = stage.PathOf("rules.out"),
                },
                stage.Folder);
            return Stopwatch.GetElapsedTime(start, await FirstAnswer.Wait(process, port, "emulator", cancelled)).TotalMilliseconds;
        }
    }

    /// <summary>Rules of every kind of condition, none of which a request for <c>/</c> meets.</summary>
    private static string Topology(int port, int rules) => JsonSerializer.Serialize(new
    {
        LoadBalancers = new[]
        {
            new
            {
                Name = "rules",
                Listeners = new[]
                {
                    new
                    {
                        Port = port,
                        Protocol = "HTTP",
                        DefaultActions = Answer("default"),
                        Rules = Enumerable.Range(1, rules).Select(priority => new
                        {
                            Priority = priority,
                            Conditions = new object[]
                            {
                                new { Field = "path-pattern", Values = new[] { $"/service-{priority}/*", $"/s{priority}/*.js" } },
                                new { Field = "host-header", Values = new[] { $"*.{priority}.example.com" } },
                                new { Field = "http-header", HttpHeaderConfig = new { HttpHeaderName = "X-A", Values = new[] { $"{priority}*" } } },
                            },
                            Actions = Answer($"{priority}"),
                        }),
                    },
                },
            },
        },
        TargetGroups = Array.Empty<object>(),
    });

    private static object[] Answer(string text) =>
        [new { Type = "fixed-response", FixedResponseConfig = new { StatusCode = "200", ContentType = "text/plain", MessageBody = text } }];
}
