using System.Text;
using System.Text.Json.Nodes;
using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.AwsApis;

/// <summary>What a hand, a later version or a failing disk makes of the state that is kept: a line for each, and no change.</summary>
public sealed class KeptStateTests
{
    private const string Prefix = "arn:aws:elasticloadbalancing:us-east-1:000000000000:";

    private static readonly string Good = Encoding.UTF8.GetString(KeptState.Write(State()));

    [Fact]
    public void What_is_written_is_read() => Assert.Equal(Good, Encoding.UTF8.GetString(KeptState.Write(Read(Good).State)));

    [Theory]
    [InlineData("", "state.json:1: is empty: it was cut off, or is not of this program")]
    [InlineData("\n \n", "state.json:1: is empty")]
    [InlineData("\0\0\0\0", "state.json:1: holds NUL bytes: it was not written to its end")]
    [InlineData("{\n\"Format\": 1,\0\0", "state.json:2: holds NUL bytes")]
    [InlineData("{\n\"Format\": 1,\n", "state.json:3: is not JSON: ")]
    [InlineData("hello", "state.json:1: is not JSON: ")]
    [InlineData("[]", "state.json:1: holds a value of another kind than is written there")]
    [InlineData("null", "state.json:1: null stands in it, which is never written")]
    [InlineData("{ \"Format\": 2 }", "state.json: has the format 2, and this version reads 1")]
    [InlineData("{ \"Format\": \"1\" }", "state.json:1: Format: holds a value of another kind")]
    [InlineData("{ \"Format\": 1,\n \"LoadBalancers\": [\n null] }", "state.json:3: null stands in it")]
    [InlineData("{ \"Format\": 1,\n \"LoadBalancers\": {} }", "state.json:2: LoadBalancers: holds a value of another kind")]
    [InlineData("{ \"Format\": 1,\n \"Colour\": {} }", "state.json:2: Colour: Colour is not a property that this version knows")]
    [InlineData("{ \"Format\": 1,\n \"Format\": 1 }", "state.json:2: Format: Format stands here a second time")]
    [InlineData("{ \"Format\": 1,\n \"TargetGroups\": [{}] }", "state.json:2: TargetGroups[0]: is missing ")]
    [InlineData("{ \"LoadBalancers\": [] } x", "state.json:1: is not JSON: ")]
    public void What_was_not_written_is_told_with_its_line(string content, string told) =>
        Assert.StartsWith(told, Told(content), StringComparison.Ordinal);

    [Theory]
    [InlineData("loadbalancer/app/demo/1", "loadbalancer", "LoadBalancers")]
    [InlineData("loadbalancer/app/demo/1", "x", "no ARN")]
    [InlineData("targetgroup/web/2", "targetgroup/", "no ARN")]
    [InlineData("targetgroup/web/2", "targetgroup/web", "no ARN")]
    [InlineData("truststore/store/6", "truststore/6", "no ARN")]
    [InlineData("listener/app/demo/1/3", "listener/app/demo", "no ARN")]
    [InlineData("listener-rule/app/demo/1/3/5", "listener-rule/app/demo/1/3/4", "stands here a second time")]
    public void An_ARN_that_is_none_is_told_with_its_line(string arn, string instead, string told)
    {
        var content = Good.Replace($"\"{Prefix}{arn}\"", $"\"{Prefix}{instead}\"", StringComparison.Ordinal);
        Assert.NotEqual(Good, content);
        var problem = Told(content);
        Assert.Contains(told == "LoadBalancers" ? "no ARN as arn:aws:elasticloadbalancing:REGION:ACCOUNT:loadbalancer/app/NAME/ID" : told, problem, StringComparison.Ordinal);
        var line = 1 + content[..content.LastIndexOf($"Arn\": \"{Prefix}{instead}\"", StringComparison.Ordinal)].Count(character => character == '\n');
        Assert.StartsWith($"state.json:{line}: ", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_that_is_cut_off_anywhere_is_told()
    {
        var bytes = Encoding.UTF8.GetBytes(Good.TrimEnd());
        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = Encoding.UTF8.GetString(bytes.AsSpan(0, length));
            Assert.Matches(@"^state\.json:\d+: (is empty|is not JSON)", Told(cut));
            var padded = Told(cut + new string('\0', bytes.Length - length));
            Assert.Matches(@"^state\.json:\d+: holds NUL bytes", padded);
        }
    }

    /// <summary>Every property gone, under another name, twice, and with values of every other kind.</summary>
    [Fact]
    public void Whatever_a_property_is_made_into_is_told_or_read_and_never_thrown()
    {
        string[] values =
        [
            "null", "true", "0", "-1", "1e99", "99999999999999999999", "\"\"", "\"x\"", "\"\\ud800\"", "\"a\\u0000b\"", "\"../../etc/passwd\"",
            "\"/dev/zero\"", "[]", "[null]", "[1]", "[\"x\"]", "[{}]", "[[]]", "{}", "{ \"x\": null }", "{ \"x\": 1 }", $"\"{new string('x', 10_000)}\"",
        ];
        using var workspace = new Workspace();
        workspace.Write("empty.json", """{ "LoadBalancers": [] }""");
        var tried = 0;
        foreach (var (path, _) in Properties(JsonNode.Parse(Good)!, ""))
        {
            Try(Changed(path, (parent, name) => parent.Remove(name)), path);
            Try(Changed(path, (parent, name) =>
            {
                var value = parent[name]!.DeepClone();
                parent.Remove(name);
                parent[name + "x"] = value;
            }), path);
            foreach (var value in values)
            {
                Try(Changed(path, (parent, name) => parent[name] = JsonValue.Create("REPLACED")).Replace("\"REPLACED\"", value, StringComparison.Ordinal), $"{path} = {value[..Math.Min(20, value.Length)]}");
            }
        }

        Assert.InRange(tried, 1000, int.MaxValue);

        void Try(string content, string what)
        {
            tried++;
            try
            {
                var (state, problem) = Read(content);
                if (problem is not null)
                {
                    Assert.StartsWith("state.json:", problem.ToString(), StringComparison.Ordinal);
                    Assert.DoesNotContain("AlbEmulator.", problem.ToString(), StringComparison.Ordinal);
                    Assert.DoesNotContain("System.", problem.ToString(), StringComparison.Ordinal);
                    return;
                }

                var files = workspace.Files;
                files.Api = StateDocument.Of(state, workspace.Settings);
                files.Read(["empty.json"]);
                files.Api = StateDocument.Placed(files.Api);
                files.Read(["empty.json"]);
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{what}: {exception}");
            }
        }
    }

    private static string Told(string content)
    {
        var problem = Read(content).Problem?.ToString();
        Assert.NotNull(problem);
        Assert.DoesNotContain('\n', problem);
        return problem;
    }

    private static (ElbV2State State, Problem? Problem) Read(string content) =>
        KeptState.Read("state.json", Encoding.UTF8.GetBytes(content));

    private static string Changed(string path, Action<JsonObject, string> change)
    {
        var root = JsonNode.Parse(Good)!;
        var parts = path.Split('/');
        var parent = parts[..^1].Aggregate(root, (node, part) => node is JsonArray list ? list[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]! : node[part]!);
        change((JsonObject)parent, parts[^1]);
        return root.ToJsonString();
    }

    private static IEnumerable<(string Path, JsonNode Value)> Properties(JsonNode node, string path)
    {
        if (node is JsonObject mapping)
        {
            foreach (var (name, value) in mapping)
            {
                yield return ($"{path}{name}", value!);
                foreach (var below in Properties(value!, $"{path}{name}/"))
                {
                    yield return below;
                }
            }
        }
        else if (node is JsonArray list)
        {
            foreach (var below in list.SelectMany((item, index) => Properties(item!, $"{path}{index}/")))
            {
                yield return below;
            }
        }
    }

    private static ElbV2State State()
    {
        var created = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var (loadBalancer, group, store) = ($"{Prefix}loadbalancer/app/demo/1", $"{Prefix}targetgroup/web/2", $"{Prefix}truststore/store/6");
        var forward = $$"""[{ "Type": "forward", "ForwardConfig": { "TargetGroups": [{ "TargetGroupArn": "{{group}}", "Weight": "1" }] } }]""";
        var listener = new ListenerResource
        {
            Arn = $"{Prefix}listener/app/demo/1/3",
            DefaultRuleArn = $"{Prefix}listener-rule/app/demo/1/3/4",
            DefaultRuleTags = [new Tag("a", "b")],
            Certificates = ["arn:aws:acm:us-east-1:000000000000:certificate/x"],
            Attributes = AttributesOf("routing.http.response.server.enabled", "false"),
            Settings = Node($$"""{ "Port": "8080", "Protocol": "HTTP", "DefaultActions": {{forward}} }"""),
            Rules =
            [
                new RuleResource
                {
                    Arn = $"{Prefix}listener-rule/app/demo/1/3/5",
                    Priority = 10,
                    Settings = Node($$"""{ "Conditions": [{ "Field": "path-pattern", "Values": ["/a"] }], "Actions": {{forward}} }"""),
                },
            ],
        };
        return new ElbV2State
        {
            LoadBalancers =
            [
                new LoadBalancerResource
                {
                    Arn = loadBalancer,
                    Name = "demo",
                    DnsName = "demo-1.us-east-1.elb.amazonaws.com",
                    CreatedTime = created,
                    VpcId = "vpc-1",
                    Subnets = [new SubnetMapping("subnet-1", "us-east-1a")],
                    SecurityGroups = ["sg-1"],
                    Capacity = new CapacityReservation(100, created) { Decreases = 1 },
                    Attributes = AttributesOf("idle_timeout.timeout_seconds", "30"),
                    Tags = [new Tag("a", "b")],
                    Listeners = [listener],
                },
            ],
            TargetGroups =
            [
                new TargetGroupResource
                {
                    Arn = group,
                    Name = "web",
                    TargetType = "ip",
                    Settings = Node("""{ "Port": "80", "Protocol": "HTTP", "Matcher": { "HttpCode": "200" } }"""),
                    Attributes = AttributesOf("stickiness.enabled", "true"),
                    Targets = [new TargetResource("127.0.0.1", 9001) { AvailabilityZone = "all", Address = "127.0.0.1" }],
                },
            ],
            TrustStores =
            [
                new TrustStoreResource
                {
                    Arn = store,
                    Name = "store",
                    BundleFile = "/none/bundle.pem",
                    NumberOfCaCertificates = 1,
                    Revocations = [new RevocationResource(1, "/none/list.crl", 2)],
                },
            ],
        };
    }

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, string> AttributesOf(string key, string value) =>
        System.Collections.Immutable.ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(key, value);

    private static Node.Mapping Node(string json) =>
        (Node.Mapping)DocumentReader.ParseText("settings", json, [])!.Root;
}
