using System.Globalization;
using System.Text.Json;

namespace AlbEmulator.Benchmarks.Scale;

/// <summary>
/// Topology files of a size. Their targets are ports of loopback where nobody listens, asked for their health every five
/// minutes. Beside them stand a listener and a group to look at: one rule and one target of them are edited.
/// </summary>
/// <param name="size">How large.</param>
/// <param name="firstPort">Of the listeners, one after the other; the one to look at has the port before.</param>
internal sealed class ScaleTopology(ScaleSize size, int firstPort)
{
    /// <summary>The path of the rule that is edited.</summary>
    public const string EditedRule = "/edited-rule";

    /// <summary>The path of requests to the target that is edited.</summary>
    public const string EditedTarget = "/edited-target";

    /// <summary>Listeners of a load balancer, as many as AWS has at most.</summary>
    private const int ListenersEach = 50;

    private const int DeadPorts = 1_000;
    private const int FirstDeadPort = 64_000;

    public int LookPort => firstPort - 1;

    public int FirstListener => firstPort;

    /// <summary>The files: names and content. All that is edited stands in the first.</summary>
    /// <param name="answer">Of the rule that is edited.</param>
    /// <param name="targetPort">Of the target that is edited.</param>
    public IEnumerable<(string Name, string Content)> Files(string answer, int targetPort)
    {
        for (var file = 0; file < size.Files; file++)
        {
            yield return (Name(file), Content(file, answer, targetPort));
        }
    }

    public static string Name(int file) => string.Create(CultureInfo.InvariantCulture, $"topology-{file}.json");

    /// <summary>One of the files.</summary>
    public string Content(int file, string answer, int targetPort) => JsonSerializer.Serialize(new
    {
        LoadBalancers = LoadBalancers(Part(size.Listeners, file)).Concat(file == 0 ? [Look(answer)] : Array.Empty<object>()),
        TargetGroups = Part(size.Groups, file).Select(Group).Concat(file == 0 ? [LookGroup(targetPort)] : Array.Empty<object>()),
    });

    private IEnumerable<int> Part(int count, int file)
    {
        var from = count * file / size.Files;
        return Enumerable.Range(from, (count * (file + 1) / size.Files) - from);
    }

    private IEnumerable<object> LoadBalancers(IEnumerable<int> listeners) => listeners.Chunk(ListenersEach).Select(chunk => (object)new
    {
        Name = $"lb-{chunk[0]}",
        Listeners = chunk.Select(Listener),
    });

    private object Listener(int listener) => new
    {
        Port = firstPort + listener,
        DefaultActions = Answer("404", "none"),
        Rules = Enumerable.Range(0, size.RulesEach).Select(rule => new
        {
            Priority = rule + 1,
            Conditions = new[] { Condition("path-pattern", $"/service-{rule}/*"), Condition("host-header", "*.example.com") },
            Actions = Forward($"group-{((listener * size.RulesEach) + rule) % size.Groups}"),
        }),
    };

    private object Group(int group)
    {
        var from = (int)((long)size.Targets * group / size.Groups);
        var count = (int)((long)size.Targets * (group + 1) / size.Groups) - from;
        return new
        {
            Name = $"group-{group}",
            HealthCheckIntervalSeconds = 300,
            Targets = Enumerable.Range(from, count).Select(target => new
            {
                Id = $"127.0.{target / DeadPorts / 250}.{(target / DeadPorts % 250) + 1}",
                Port = FirstDeadPort + (target % DeadPorts),
            }),
        };
    }

    /// <summary>A hundred rules that answer by themselves, and the two that are edited.</summary>
    private object Look(string answer) => new
    {
        Name = "look",
        Listeners = new[]
        {
            new
            {
                Port = LookPort,
                DefaultActions = Answer("200", "ready"),
                Rules = Enumerable.Range(1, 100).Select(rule => new
                {
                    Priority = rule,
                    Conditions = new[] { Condition("path-pattern", $"/rule-{rule}") },
                    Actions = Answer("200", "rule"),
                })
                .Append(new
                {
                    Priority = 101,
                    Conditions = new[] { Condition("path-pattern", EditedRule) },
                    Actions = Answer("200", answer),
                })
                .Append(new
                {
                    Priority = 102,
                    Conditions = new[] { Condition("path-pattern", EditedTarget) },
                    Actions = Forward("look"),
                }),
            },
        },
    };

    private static object LookGroup(int targetPort) => new
    {
        Name = "look",
        HealthCheckIntervalSeconds = 300,
        Targets = new[] { new { Id = "127.0.0.1", Port = targetPort } },
    };

    private static object Condition(string field, string value) => new { Field = field, Values = new[] { value } };

    private static object[] Forward(string group) => [new { Type = "forward", TargetGroupArn = group }];

    private static object[] Answer(string status, string body) =>
        [new { Type = "fixed-response", FixedResponseConfig = new { StatusCode = status, ContentType = "text/plain", MessageBody = body } }];
}
