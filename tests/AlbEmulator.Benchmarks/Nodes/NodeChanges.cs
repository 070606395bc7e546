using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Reports;

namespace AlbEmulator.Benchmarks.Nodes;

/// <summary>
/// Three nodes that share an etcd of one member: from the answer of one node's API until the others route by what it changed.
/// </summary>
internal static class NodeChanges
{
    private const int Nodes = 3;
    private const int Resets = 5;

    /// <summary>Milliseconds that the slowest hundredth of single changes may take.</summary>
    private const double Tolerance = 100;

    /// <summary>The same of a revision that makes thousands of rules.</summary>
    private const double ToleranceOfAll = 1000;

    public static async Task<int> Run(int changes, int rules, CancellationToken cancelled)
    {
        if (ProgramCommand.Find("etcd") is not { } etcd)
        {
            throw new NoAnswerException("etcd is not on the PATH.");
        }

        MachineLine.Print(Console.Out);
        using var stage = new Stage();
        var store = Begin(stage, etcd);
        var (few, all) = (LoopbackPort.Low(), LoopbackPort.Low());
        var file = stage.Write("seed.json", Seed(few, all, rules));
        var nodes = new List<NodeProcess>();
        try
        {
            for (var number = 1; number <= Nodes; number++)
            {
                nodes.Add(new NodeProcess(stage, number, store, file));
                await nodes[^1].Until(all, "/", "default", cancelled);
            }

            var ofChanges = await Changes(nodes, few, changes, cancelled);
            var ofAll = await OfAll(nodes, all, rules, cancelled);
            var table = new Table("a change of", "changes", "p50 ms", "p99 ms", "max ms");
            Add(table, "one rule", ofChanges);
            Add(table, string.Create(CultureInfo.InvariantCulture, $"{rules} rules"), ofAll);
            table.Print(Console.Out);
            return Percentile.Of(ofChanges, 99) < Tolerance && ofAll[^1] < ToleranceOfAll ? 0 : 1;
        }
        finally
        {
            nodes.ForEach(static node => node.Dispose());
        }
    }

    private static void Add(Table table, string name, List<double> sorted) => table.Add(
        name,
        $"{sorted.Count / (Nodes - 1)}",
        string.Create(CultureInfo.InvariantCulture, $"{Percentile.Of(sorted, 50):F1}"),
        string.Create(CultureInfo.InvariantCulture, $"{Percentile.Of(sorted, 99):F1}"),
        string.Create(CultureInfo.InvariantCulture, $"{sorted[^1]:F1}"));

    /// <returns>The address of its store.</returns>
    private static string Begin(Stage stage, string etcd)
    {
        var (client, peer) = ($"127.0.0.1:{LoopbackPort.Free()}", $"http://127.0.0.1:{LoopbackPort.Free()}");
        stage.Start(new ProgramCommand(
            etcd,
            "--data-dir", stage.PathOf("etcd"), "--logger", "zap", "--log-level", "error",
            "--listen-client-urls", $"http://{client}", "--advertise-client-urls", $"http://{client}",
            "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer, "--initial-cluster", $"default={peer}"));
        return $"etcd://{client}/alb";
    }

    /// <summary>What the default action answers is changed, at one node after the other.</summary>
    private static async Task<List<double>> Changes(List<NodeProcess> nodes, int port, int changes, CancellationToken cancelled)
    {
        var listener = await Listener(nodes[0], "few", cancelled);
        var milliseconds = new List<double>();
        // The first at each node has the code compiled.
        for (var i = -nodes.Count; i < changes; i++)
        {
            var node = nodes[(i + nodes.Count) % nodes.Count];
            var text = $"change-{i}";
            var others = nodes.Where(other => other != node).Select(other => Task.Run(() => other.Until(port, "/", text, cancelled), cancelled)).ToArray();
            await node.Call(
                $"ModifyListener&ListenerArn={listener}&DefaultActions.member.1.Type=fixed-response"
                    + $"&DefaultActions.member.1.FixedResponseConfig.StatusCode=200&DefaultActions.member.1.FixedResponseConfig.MessageBody={text}",
                cancelled);
            var (answered, routed) = (Stopwatch.GetTimestamp(), await Task.WhenAll(others));
            if (i >= 0)
            {
                Add(milliseconds, answered, routed);
            }
        }

        return [.. milliseconds.Order()];
    }

    /// <summary>All rules are deleted, and made again of the seed by one revision.</summary>
    private static async Task<List<double>> OfAll(List<NodeProcess> nodes, int port, int rules, CancellationToken cancelled)
    {
        var milliseconds = new List<double>();
        for (var i = -1; i < Resets; i++)
        {
            await nodes[0].Call($"DeleteListener&ListenerArn={await Listener(nodes[0], "all", cancelled)}", cancelled);
            await Task.WhenAll(nodes.Select(node => node.UntilClosed(port, cancelled)));
            await nodes[0].Reset(cancelled);
            var answered = Stopwatch.GetTimestamp();
            var routed = await Task.WhenAll(nodes.Skip(1).Select(other => other.Until(port, $"/service-{rules}/", $"{rules}", cancelled)));
            if (i >= 0)
            {
                Add(milliseconds, answered, routed);
            }
        }

        return [.. milliseconds.Order()];
    }

    private static void Add(List<double> milliseconds, long answered, long[] routed) =>
        milliseconds.AddRange(routed.Select(at => Math.Max(0, Stopwatch.GetElapsedTime(answered, at).TotalMilliseconds)));

    /// <summary>ARN of the listener of a load balancer.</summary>
    private static async Task<string> Listener(NodeProcess node, string loadBalancer, CancellationToken cancelled)
    {
        var arn = First(await node.Call($"DescribeLoadBalancers&Names.member.1={loadBalancer}", cancelled), "LoadBalancerArn");
        return First(await node.Call($"DescribeListeners&LoadBalancerArn={arn}", cancelled), "ListenerArn");
    }

    private static string First(XElement answer, string name) => answer.Descendants().First(element => element.Name.LocalName == name).Value;

    /// <summary>A load balancer without rules, and one with all.</summary>
    private static string Seed(int few, int all, int rules) => JsonSerializer.Serialize(new
    {
        LoadBalancers = new[] { LoadBalancer("few", few, 0), LoadBalancer("all", all, rules) },
        TargetGroups = Array.Empty<object>(),
    });

    private static object LoadBalancer(string name, int port, int rules) => new
    {
        Name = name,
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
                    Conditions = new[] { new { Field = "path-pattern", Values = new[] { $"/service-{priority}/*" } } },
                    Actions = Answer($"{priority}"),
                }),
            },
        },
    };

    private static object[] Answer(string text) =>
        [new { Type = "fixed-response", FixedResponseConfig = new { StatusCode = "200", ContentType = "text/plain", MessageBody = text } }];
}
