using System.Text;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;
using FsCheck;
using FsCheck.Fluent;

namespace AlbEmulator.Tests.Topologies;

/// <summary>Random changes of files that are right: reading them ends, never with an exception.</summary>
public sealed class MutationTests : IDisposable
{
    private const int Files = 1500;

    /// <summary>What means something in one format or the other, or to the shapes.</summary>
    private static readonly string[] Scraps =
    [
        "{", "}", "[", "]", ",", ":", "\"", "'", "\n", "\t", "  ", "- ", "#", "//", "/*", "*", "&a ", "*a", "<<: *a",
            "!!int ",
        "!x ", "|", ">", "? ", "---\n", "...\n", "%YAML 1.9\n", "null", "~", "true", "-1", "1e999",
            "99999999999999999999", "\\",
        "\\ud800", "\u0000", "\uFEFF", "é", "\U0001F600", "${", "${A}", "${A:-${B:-}}", "$${", "}", "Name", "Port",
            "Targets",
        "\"Name\": \"x\",", "arn:aws:/", "echo", "::", "0.0.0.0", "@", "`", "\r", "#{", "#{path}", "/", "/33", "(", "[a", "(?=", "$2", "\"Values\": [],",
        "fixed-response", "redirect",
    ];

    /// <summary>Always the same files, so that a failure stays one.</summary>
    private static readonly Config Settled = Config.QuickThrowOnFailure.WithMaxTest(Files).WithReplay(20251012UL,
        20251013UL);

    /// <summary>Every condition, action and transform.</summary>
    private static readonly RuleFile Rules = new()
    {
        Conditions = """
            { "Field": "host-header", "RegexValues": ["^(.*)\\.example\\.com$"] }, { "Field": "path-pattern", "Values": ["/a*"] },
            { "Field": "http-header", "HttpHeaderConfig": { "HttpHeaderName": "a", "Values": ["b?"] } },
            { "Field": "http-request-method", "HttpRequestMethodConfig": { "Values": ["GET"] } },
            { "Field": "query-string", "QueryStringConfig": { "Values": [{ "Key": "a", "Value": "b" }] } },
            { "Field": "source-ip", "SourceIpConfig": { "Values": ["10.0.0.0/8", "2001:db8::/32"] } }
            """,
        Actions = """
            { "Type": "forward", "Order": 2, "ForwardConfig": {
            "TargetGroups": [{ "TargetGroupArn": "web", "Weight": 90 }, { "TargetGroupArn": "canary", "Weight": 0 }],
            "TargetGroupStickinessConfig": { "Enabled": true, "DurationSeconds": 600 } } }
            """,
        Transforms = """
            { "Type": "url-rewrite", "UrlRewriteConfig": { "Rewrites": [{ "Regex": "^/(a|b)+", "Replace": "/$1" }] } }
            """,
        DefaultActions = """
            { "Type": "redirect", "RedirectConfig": { "StatusCode": "HTTP_301", "Host": "#{host}", "Port": "443", "Path": "/#{path}" } }
            """,
    };

    /// <summary>Every property of target groups, as JSON and as YAML.</summary>
    private const string Groups = """
        { "TargetGroups": [
          { "Name": "web", "Protocol": "HTTPS", "ProtocolVersion": "GRPC", "TargetType": "ip", "Port": 80,
            "Targets": [{ "Id": "10.0.0.1" }], "HealthCheckEnabled": true, "HealthCheckProtocol": "HTTPS",
            "HealthCheckPort": "traffic-port", "HealthCheckPath": "/a.b/c", "HealthCheckIntervalSeconds": 0.5,
            "HealthCheckTimeoutSeconds": 2e-1, "HealthyThresholdCount": 1, "UnhealthyThresholdCount": 10,
            "Matcher": { "GrpcCode": "0,1-5" },
            "Attributes": { "stickiness.enabled": true, "stickiness.type": "app_cookie",
              "stickiness.app_cookie.cookie_name": "SID", "slow_start.duration_seconds": 30,
              "load_balancing.algorithm.type": "round_robin" } },
          { "Name": "fn", "TargetType": "lambda", "Attributes": [{ "Key": "lambda.multi_value_headers.enabled", "Value": true }],
            "Targets": [{ "Id": "arn:aws:lambda:eu-west-1:123456789012:function:f:live", "InvokeUrl": "http://a:1/" }] } ] }
        """;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void The_target_groups_are_right_before_they_are_changed()
    {
        Assert.Empty(Workspace.Read("a.json", Groups).Problems);
        Assert.Empty(Workspace.Read("a.yaml", Groups).Problems);
    }

    [Fact]
    public void Changed_files_never_throw()
    {
        var mutation = from at in Gen.Choose(0, 10_000)
                       from length in Gen.Frequency((3, Gen.Constant(0)), (2, Gen.Choose(1, 5)),
                           (1, Gen.Choose(6, 200)))
                       from scrap in Gen.Elements(Scraps)
                       select (at, length, scrap);
        var file = from original in Gen.Elements(("a.json", Sample.Json), ("a.yaml", Sample.Yaml), ("a", Sample.Json),
                       ("a.json", Rules.Json), ("a.yaml", Rules.Yaml),
                       ("a.json", Groups), ("a.yaml", Groups))
                   from mutations in mutation.NonEmptyListOf()
                   select (original.Item1, Changed(original.Item2, mutations));
        Prop.ForAll(file.ToArbitrary(), Reads).Check(Settled);
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        var file = from name in Gen.Elements("a.json", "a.yaml", "a")
                   from bytes in Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf()
                   select (name, bytes);
        Prop.ForAll(file.ToArbitrary(), item => Reads(item.name, item.bytes)).Check(Settled);
    }

    private bool Reads((string Name, string Content) file) => Reads(file.Name, Encoding.UTF8.GetBytes(file.Content));

    /// <summary>Either there are problems, each with a text, or there is a topology.</summary>
    private bool Reads(string name, byte[] content)
    {
        File.WriteAllBytes(_workspace.PathOf(name), content);
        TopologyReading reading = _workspace.Read(name);
        return reading.Problems.All(problem => problem.Message.Length > 0 && !problem.ToString().Contains('\n')) &&
            (reading.Problems.Count == 0 || reading.Topology.LoadBalancers.Count == 0);
    }

    private static string Changed(string content, IEnumerable<(int At, int Length, string Scrap)> mutations)
    {
        foreach (var (at, length, scrap) in mutations.Take(6))
        {
            var start = at % content.Length;
            var end = Math.Min(start + length, content.Length);
            content = string.Concat(content.AsSpan(0, start), scrap, content.AsSpan(end));
        }

        return content;
    }
}
