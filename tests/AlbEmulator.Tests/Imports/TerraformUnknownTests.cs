using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Imports;

/// <summary>What a plan does not know yet, as Terraform 1.11 and version 5.100 of the provider write it.</summary>
public sealed class TerraformUnknownTests
{
    private const string KnownLater =
        "is known after an apply: give the state in place of the plan, terraform show -json after an apply, for which the emulator will do";

    private static readonly string Plan = Path.Combine(
        Repository.Root, "tests/AlbEmulator.Tests/Fixtures/imports/terraform-unknown-plan.json");

    private static readonly string[] All =
    [
        // Dynamic blocks, of which the configuration says nothing, at any depth.
        "aws_lb.a.access_logs",
        "aws_lb_listener.m.default_action",
        "aws_lb_listener_rule.r.condition",
        "aws_lb_listener_rule.r.action[0].forward[0].target_group",
        "aws_lb_listener_rule.dyn2.condition[0].path_pattern",
        "aws_lb_listener_rule.dyn2.condition[1].query_string",

        // Values, in a dynamic block and in others.
        "aws_lb_listener.l.default_action[0].redirect[0].host",
        "aws_lb_listener_rule.q.condition[0].host_header[0].values",
        "aws_lb_listener_rule.q.condition[1].path_pattern[0].values",
        "aws_lb_target_group.l.health_check[0].path",
    ];

    public static TheoryData<string> Places => [.. All];

    [Theory]
    [MemberData(nameof(Places))]
    public void What_is_known_after_an_apply_is_told_by_its_address(string place) => Assert.Contains(
        Read().Problems, problem => problem.Origin.Path == place && problem.Message == KnownLater);

    /// <summary>What follows from them is not told again, and what the provider fills in is none of them.</summary>
    [Fact]
    public void Nothing_else_is_told() => Assert.Equal(
        All.Order(), Read().Problems.Select(problem => problem.Origin.Path).Order());

    [Fact]
    public void Name_that_is_not_known_is_made_up_and_noted() => Assert.Contains(
        Read().Notes, note => note.Origin.Path == "aws_lb.a.name" && note.Message == "is known after an apply: \"tf-Q8P9WVT8PZUT\" is taken");

    [Theory]
    [InlineData("\"bucket\":\"logs-of-shop\"", "is known after an apply: \"logs-of-shop\" is taken")]
    [InlineData("\"bucket_prefix\":\"logs\"", "is known after an apply: \"logs-")]
    public void Bucket_that_is_not_known_is_that_of_its_resource_or_made_up(string bucket, string note)
    {
        var plan = $$"""
            { "format_version": "1.2",
              "planned_values": { "root_module": { "resources": [
                { "address": "aws_lb.a", "mode": "managed", "type": "aws_lb", "name": "a", "values": { "name": "a", "access_logs": [{ "enabled": true }] } },
                { "address": "aws_s3_bucket.logs", "mode": "managed", "type": "aws_s3_bucket", "name": "logs", "values": { {{bucket}} } } ] } },
              "resource_changes": [{ "address": "aws_lb.a", "change": { "after_unknown": { "access_logs": [{ "bucket": true }] } } }],
              "configuration": { "root_module": { "resources": [{ "type": "aws_lb", "name": "a", "expressions": {
                "access_logs": [{ "bucket": { "references": ["aws_s3_bucket.logs.id", "aws_s3_bucket.logs"] } }] } }] } } }
            """;
        var reading = Workspace.Read("plan.json", plan);
        Assert.Empty(reading.Problems);
        Assert.Contains(reading.Notes, told => told.Message.StartsWith(note, StringComparison.Ordinal));
        Assert.NotNull(reading.Topology.LoadBalancers.Single().Attributes.AccessLogs);
    }

    private static TopologyReading Read()
    {
        using var workspace = new Workspace();
        return workspace.Files.Read([Plan]);
    }
}
