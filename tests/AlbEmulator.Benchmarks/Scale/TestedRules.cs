using System.Diagnostics;
using System.Text;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;
using AlbEmulator.Benchmarks.Reports;
using AlbEmulator.Benchmarks.Startup;

namespace AlbEmulator.Benchmarks.Scale;

/// <summary><c>alb test</c> with many expectations against many rules, from the start of the process to its end.</summary>
internal static class TestedRules
{
    private const int Hosts = 50;

    /// <summary>Milliseconds.</summary>
    private const double Most = 2000;

    public static async Task<int> Run(string? program, int rules, int expectations, int runs, CancellationToken cancelled)
    {
        MachineLine.Print(Console.Out);
        program ??= EmulatorProxy.FindBuild() ?? throw new NoAnswerException("The Release build of the emulator is not there: dotnet build -c Release.");
        using var stage = new Stage();
        var (tests, topology) = (stage.Write("many.tests.yaml", Tests(rules, expectations)), stage.Write("many.yaml", Topology(rules)));
        var times = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            using var process = StartedProcess.Start(
                new ProgramCommand(program, ["test", tests, topology]) { Output = stage.PathOf("test.out") }, stage.Folder);
            await process.WaitForExit(cancelled);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (process.Stop() != 0)
            {
                throw new NoAnswerException($"alb test failed. {process.Output}");
            }
        }

        times.Sort();
        var table = new Table("rules", "expectations", "median ms", "slowest ms", "runs");
        table.Add($"{rules}", $"{expectations}", StartupBounds.Beside(Percentile.Median([.. times]), Most), $"{times[^1]:F0}", $"{runs}");
        table.Print(Console.Out);
        return Percentile.Median([.. times]) < Most ? 0 : 1;
    }

    /// <summary>Each of a host and two paths.</summary>
    private static string Topology(int rules)
    {
        var text = new StringBuilder("""
            LoadBalancers:
              - Name: many
                Listeners:
                  - Port: 80
                    DefaultActions: [{ Type: forward, TargetGroupArn: web }]
                    Rules:

            """);
        for (var number = 1; number <= rules; number++)
        {
            text.Append($$"""
                          - Priority: {{number}}
                            Conditions:
                              - { Field: host-header, Values: ["s{{number % Hosts}}.example.com"] }
                              - { Field: path-pattern, Values: ["/service{{number}}/*", "/v?/service{{number}}/*"] }
                            Actions: [{ Type: forward, TargetGroupArn: web }]

                """);
        }

        return text.Append("TargetGroups: [{ Name: web }]\n").ToString();
    }

    /// <summary>Each test has two, of rules all over the listener.</summary>
    private static string Tests(int rules, int expectations)
    {
        var text = new StringBuilder("Tests:\n");
        for (var number = 0; number < expectations / 2; number++)
        {
            var rule = 1 + (number * 7 % rules);
            text.Append($$"""
                  - Request: GET http://s{{rule % Hosts}}.example.com/service{{rule}}/item/{{number}}
                    Expect: { Rule: {{rule}}, TargetGroup: web }

                """);
        }

        return text.ToString();
    }
}
