using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AlbEmulator.Aspire.Hosting;

/// <summary>What is made of the rules of an AppHost: a topology file of the emulator. Knows nothing of Aspire.</summary>
/// <param name="LoadBalancer">Its name.</param>
internal sealed record AlbTopology(string LoadBalancer)
{
    /// <summary>Quick enough for somebody who waits; AWS's own is 30 s, and 5 passes until a target is healthy.</summary>
    private const int CheckInterval = 5;
    private const int HealthyThreshold = 2;

    /// <summary>Rules have their priorities in steps, as people write them.</summary>
    private const int Step = 10;

    /// <summary>AWS's limit of a name.</summary>
    private const int NameLength = 32;

    /// <summary>Of what tells long names apart that begin alike.</summary>
    private const int EndLength = 4;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public required IReadOnlyList<AlbListener> Listeners { get; init; }

    /// <summary>In the order in which they are asked.</summary>
    public required IReadOnlyList<(AlbRule Rule, AlbGroup Group)> Rules { get; init; }

    /// <summary>What takes all else; null where that is <see cref="DefaultStatus"/>.</summary>
    public AlbGroup? Default { get; init; }

    public int DefaultStatus { get; init; }

    /// <summary>What the load balancer asks of each target; null for AWS's default.</summary>
    public string? HealthCheckPath { get; init; }

    /// <summary>As JSON: the emulator reads it as any other topology file.</summary>
    public string Write()
    {
        var groups = Rules.Select(rule => rule.Group).Append(Default).OfType<AlbGroup>().DistinctBy(group => group.Name).ToList();
        return new JsonObject
        {
            ["LoadBalancers"] = new JsonArray(new JsonObject { ["Name"] = Short(LoadBalancer), [nameof(Listeners)] = Array(Listeners, Listener) }),
            ["TargetGroups"] = Array(groups, Group),
        }.ToJsonString(Indented);
    }

    /// <summary>Targets by the names of the groups of another topology file, template or plan.</summary>
    public static string WriteTargets(IEnumerable<AlbGroup> groups) =>
        new JsonObject { ["Targets"] = new JsonObject(groups.Select(group => KeyValuePair.Create(group.Name, (JsonNode?)Targets(group)))) }
            .ToJsonString(Indented);

    /// <summary>A name that AWS takes. One that is too long is cut off, and has its own end.</summary>
    public static string Short(string name)
    {
        if (name.Length <= NameLength)
        {
            return name;
        }

        var end = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..EndLength];
        return $"{name[..(NameLength - EndLength - 1)].TrimEnd('-')}-{end}";
    }

    private JsonObject Listener(AlbListener listener) => new()
    {
        ["Port"] = listener.Port,
        ["Protocol"] = listener.IsHttps ? "HTTPS" : "HTTP",
        ["DefaultActions"] = new JsonArray(Default is { } group ? Forward(group) : Status(DefaultStatus)),
        [nameof(Rules)] = Array(Rules.Index(), item => new JsonObject
        {
            ["Priority"] = (item.Index + 1) * Step,
            ["Conditions"] = Array(item.Item.Rule.Conditions, Condition),
            ["Actions"] = new JsonArray(Forward(item.Item.Group)),
        }),
    };

    private static JsonObject Condition(AlbCondition condition) => condition switch
    {
        { Field: "http-header" } => new()
        {
            ["Field"] = condition.Field,
            ["HttpHeaderConfig"] = new JsonObject { ["HttpHeaderName"] = condition.Key, ["Values"] = Array(condition.Values, Value) },
        },
        { Field: "query-string" } => new()
        {
            ["Field"] = condition.Field,
            ["QueryStringConfig"] = new JsonObject
            {
                ["Values"] = Array(condition.Values, value => new JsonObject { ["Key"] = condition.Key, ["Value"] = value }),
            },
        },
        { Field: "http-request-method" } => new()
        {
            ["Field"] = condition.Field,
            ["HttpRequestMethodConfig"] = new JsonObject { ["Values"] = Array(condition.Values, Value) },
        },
        { Field: "source-ip" } => new()
        {
            ["Field"] = condition.Field,
            ["SourceIpConfig"] = new JsonObject { ["Values"] = Array(condition.Values, Value) },
        },
        _ => new() { ["Field"] = condition.Field, ["Values"] = Array(condition.Values, Value) },
    };

    private JsonObject Group(AlbGroup group)
    {
        var json = new JsonObject
        {
            ["Name"] = group.Name,
            ["Protocol"] = group.IsHttps ? "HTTPS" : "HTTP",
            ["HealthCheckIntervalSeconds"] = CheckInterval,
            ["HealthyThresholdCount"] = HealthyThreshold,
            ["Targets"] = Targets(group),
        };
        if (HealthCheckPath is not null)
        {
            json[nameof(HealthCheckPath)] = HealthCheckPath;
        }

        return json;
    }

    private static JsonArray Targets(AlbGroup group) =>
        Array(group.Targets, target => new JsonObject { ["Id"] = target.Host, ["Port"] = target.Port });

    private static JsonObject Forward(AlbGroup group) => new() { ["Type"] = "forward", ["TargetGroupArn"] = group.Name };

    private static JsonObject Status(int status) => new()
    {
        ["Type"] = "fixed-response",
        ["FixedResponseConfig"] = new JsonObject { ["StatusCode"] = $"{status}" },
    };

    private static JsonValue Value(string value) => JsonValue.Create(value);

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode> node) => [.. items.Select(node)];
}

/// <param name="Port">As clients see it.</param>
/// <param name="IsHttps">Or HTTP.</param>
internal sealed record AlbListener(int Port, bool IsHttps);

/// <param name="Name">One that AWS takes.</param>
/// <param name="IsHttps">Whether its targets speak TLS.</param>
/// <param name="Targets">Each once.</param>
internal sealed record AlbGroup(string Name, bool IsHttps, IReadOnlyList<(string Host, int Port)> Targets);
