using System.Globalization;
using System.Text.Json.Nodes;

namespace AlbEmulator.Tests.Imports;

/// <summary>Templates, states and answers with target groups of every kind, whose names cross each other; the same for one seed.</summary>
internal sealed class GeneratedSources(int seed)
{
    private const string Account = "arn:aws:elasticloadbalancing:us-east-1:000000000000";
    private const string Function = "arn:aws:lambda:us-east-1:000000000000:function:f";

    private static readonly string[] Ids = ["Web", "web", "On", "Null", "Api", "0x1", "A1"];
    private static readonly string[] Keys = ["a b", "${HOME}", "it's", "say \"x\"", "ä: #", "\\n", "true"];
    private static readonly string[] Words = ["web", "a # b", "two\nlines", "${x}"];
    private static readonly string[] Elsewhere = ["10.0.0.1", "172.20.0.5", "db.internal", "192.168.0.1", "10.0.0.1"];

    private readonly Random _random = new(seed);

    public string Template()
    {
        var resources = new JsonObject
        {
            ["Alb"] = Resource("LoadBalancer", new() { ["Name"] = "alb" }),
            ["Listener"] = Resource("Listener", new() { ["LoadBalancerArn"] = Ref("Alb"), ["Port"] = 80, ["Protocol"] = "HTTP", ["DefaultActions"] = Fixed() }),
            ["Store"] = Resource("TrustStore", _random.Next(2) == 0 ? [] : new() { ["Name"] = "store" }),
        };
        foreach (var (at, group) in Groups(Ids).Index())
        {
            resources[group.Id] = Resource("TargetGroup", Group(group));
            if (group.IsUsed)
            {
                resources[$"Rule{at}"] = Resource("ListenerRule", new()
                {
                    ["ListenerArn"] = Ref("Listener"),
                    ["Priority"] = at + 1,
                    ["Conditions"] = Condition(),
                    ["Actions"] = new JsonArray(new JsonObject { ["Type"] = "forward", ["TargetGroupArn"] = Ref(group.Id) }),
                });
            }

            resources[$"Service{at}"] = new JsonObject
            {
                ["Type"] = "AWS::ECS::Service",
                ["Properties"] = new JsonObject
                {
                    ["LoadBalancers"] = new JsonArray(new JsonObject
                    {
                        ["TargetGroupArn"] = Ref(group.Id),
                        ["ContainerName"] = One(Words),
                        ["ContainerPort"] = One(["3000", "0", "70000", "tcp"]),
                    }),
                },
            };
        }

        return new JsonObject { ["Resources"] = resources }.ToJsonString();
    }

    public string State()
    {
        var resources = new JsonArray(
            Managed("aws_lb.a", "aws_lb", new() { ["arn"] = "arn:lb", ["name"] = "alb" }),
            Managed("aws_lb_listener.l", "aws_lb_listener", new()
            {
                ["arn"] = "arn:l",
                ["load_balancer_arn"] = "arn:lb",
                ["port"] = 80,
                ["protocol"] = "HTTP",
                ["default_action"] = new JsonArray(new JsonObject { ["type"] = "redirect", ["redirect"] = new JsonArray(new JsonObject { ["host"] = "a.b", ["status_code"] = "HTTP_301" }) }),
            }),
            Managed("aws_lb_trust_store.s", "aws_lb_trust_store", new() { ["arn"] = "arn:s", ["name"] = _random.Next(2) == 0 ? null : "s" }));
        foreach (var (at, group) in Groups(Keys).Index())
        {
            var values = new JsonObject
            {
                ["arn"] = $"arn:g{at}",
                ["name"] = group.Name.Length == 0 ? $"g{at}" : group.Name,
                ["target_type"] = group.Type,
            };
            if (group.Type != "lambda")
            {
                values["port"] = 8000 + at;
            }

            var address = $"aws_lb_target_group.g[{JsonValue.Create(group.Id)!.ToJsonString()}]";
            resources.Add(Managed(address, "aws_lb_target_group", values));
            foreach (var (index, target) in Targets(group).Index())
            {
                resources.Add(Managed($"aws_lb_target_group_attachment.t{at}[{index}]", "aws_lb_target_group_attachment", new()
                {
                    ["target_group_arn"] = $"arn:g{at}",
                    ["target_id"] = target.Id,
                    ["port"] = target.Port,
                }));
            }

            if (group.IsUsed)
            {
                resources.Add(Managed($"aws_lb_listener_rule.r{at}", "aws_lb_listener_rule", new()
                {
                    ["listener_arn"] = "arn:l",
                    ["priority"] = at + 1,
                    ["condition"] = new JsonArray(new JsonObject { ["path_pattern"] = new JsonArray(new JsonObject { ["values"] = new JsonArray("/x") }) }),
                    ["action"] = new JsonArray(new JsonObject { ["type"] = "forward", ["target_group_arn"] = $"arn:g{at}" }),
                }));
            }
        }

        return new JsonObject
        {
            ["format_version"] = "1.0",
            ["values"] = new JsonObject { ["root_module"] = new JsonObject { ["resources"] = resources } },
        }.ToJsonString();
    }

    /// <summary>By the names of files.</summary>
    public IEnumerable<(string Name, string Content)> Answers()
    {
        var (groups, rules) = (new JsonArray(), new JsonArray());
        foreach (var (at, group) in Groups(Ids).Index())
        {
            var name = group.Name.Length == 0 ? $"group-{at}" : group.Name;
            var arn = $"{Account}:targetgroup/{name}/{at:x16}";
            var answer = new JsonObject { ["TargetGroupArn"] = arn, ["TargetGroupName"] = name, ["TargetType"] = group.Type };
            if (group.Type != "lambda")
            {
                (answer["Port"], answer["Protocol"]) = (8000 + at, "HTTP");
            }

            groups.Add(answer);
            var health = new JsonArray([.. Targets(group).Select(target => new JsonObject { ["Target"] = Target(target) })]);
            yield return ($"target-health-{at:x16}.json", new JsonObject { ["TargetHealthDescriptions"] = health }.ToJsonString());
            if (group.IsUsed)
            {
                rules.Add(new JsonObject
                {
                    ["RuleArn"] = $"{Account}:listener-rule/app/alb/1/2/{at}",
                    ["Priority"] = (at + 1).ToString(CultureInfo.InvariantCulture),
                    ["IsDefault"] = false,
                    ["Conditions"] = Condition(),
                    ["Actions"] = new JsonArray(new JsonObject { ["Type"] = "forward", ["TargetGroupArn"] = arn }),
                });
            }
        }

        yield return ("all.json", new JsonObject
        {
            ["LoadBalancers"] = new JsonArray(new JsonObject { ["LoadBalancerArn"] = $"{Account}:loadbalancer/app/alb/1", ["LoadBalancerName"] = "alb" }),
            ["Listeners"] = new JsonArray(new JsonObject
            {
                ["ListenerArn"] = $"{Account}:listener/app/alb/1/2",
                ["LoadBalancerArn"] = $"{Account}:loadbalancer/app/alb/1",
                ["Port"] = 80,
                ["Protocol"] = "HTTP",
                ["DefaultActions"] = Fixed(),
            }),
            ["TargetGroups"] = groups,
            ["Rules"] = rules,
        }.ToJsonString());
    }

    /// <summary>Groups with a name of their own, that of their id, or the id of another one.</summary>
    private List<Generated> Groups(string[] ids)
    {
        var mixed = ids.ToArray();
        _random.Shuffle(mixed);
        var used = new HashSet<string>(StringComparer.Ordinal);
        return [.. mixed.Take(_random.Next(1, ids.Length + 1)).Select(id =>
        {
            var name = _random.Next(4) switch { 0 => "", 1 => id, 2 => One(ids), _ => $"n{_random.Next(9)}" };
            name = name.All(char.IsAsciiLetterOrDigit) && used.Add(name) ? name : "";
            return new Generated(id, name, One(["ip", "ip", "instance", "lambda"]), _random.Next(5) > 0, _random.Next(5));
        })];
    }

    private List<(string Id, int? Port)> Targets(Generated group)
    {
        if (group.Type == "lambda")
        {
            return group.Targets < 2 ? [] : [(Function, null)];
        }

        string[] ids = group.Targets switch
        {
            0 => [],
            1 => ["127.0.0.1"],
            2 => ["127.0.0.1", One(Elsewhere)],
            3 => [.. Elsewhere.Distinct()],
            _ => ["i-0123456789abcdef0", One(Elsewhere)],
        };
        return [.. ids.Select(id => (id, _random.Next(2) == 0 ? null : (int?)_random.Next(1, 65536)))];
    }

    private JsonObject Group(Generated group)
    {
        var properties = new JsonObject { ["TargetType"] = group.Type };
        if (group.Type != "lambda")
        {
            properties["Port"] = 8080;
        }

        if (group.Name.Length > 0)
        {
            properties["Name"] = group.Name;
        }

        if (Targets(group) is { Count: > 0 } targets)
        {
            properties["Targets"] = new JsonArray([.. targets.Select(Target)]);
        }

        return properties;
    }

    private static JsonObject Target((string Id, int? Port) target) => target.Port is null
        ? new JsonObject { ["Id"] = target.Id }
        : new JsonObject { ["Id"] = target.Id, ["Port"] = target.Port };

    private string One(string[] of) => of[_random.Next(of.Length)];

    private static JsonObject Ref(string id) => new() { ["Ref"] = id };

    private static JsonArray Fixed() => new(new JsonObject
    {
        ["Type"] = "fixed-response",
        ["FixedResponseConfig"] = new JsonObject { ["StatusCode"] = "200" },
    });

    private static JsonArray Condition() => new(new JsonObject { ["Field"] = "path-pattern", ["Values"] = new JsonArray("/x") });

    private static JsonObject Resource(string type, JsonObject properties) => new()
    {
        ["Type"] = $"AWS::ElasticLoadBalancingV2::{type}",
        ["Properties"] = properties,
    };

    private static JsonObject Managed(string address, string type, JsonObject values) => new()
    {
        ["address"] = address,
        ["mode"] = "managed",
        ["type"] = type,
        ["name"] = address.Split('.', '[')[1],
        ["values"] = values,
    };

    private sealed record Generated(string Id, string Name, string Type, bool IsUsed, int Targets);
}
