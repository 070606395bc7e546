using System.Collections.Immutable;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.Documents;

namespace AlbEmulator.Tests.Stores;

/// <summary>A state in which everything that is kept stands.</summary>
internal static class SampleState
{
    public const string Prefix = "arn:aws:elasticloadbalancing:us-east-1:000000000000:";

    public static ElbV2State State()
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
            IsSeeded = true,
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

    private static ImmutableSortedDictionary<string, string> AttributesOf(string key, string value) =>
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(key, value);

    private static Node.Mapping Node(string json) =>
        (Node.Mapping)DocumentReader.ParseText("settings", json, [])!.Root;
}
