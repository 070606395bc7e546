using AlbEmulator.Commands;
using AlbEmulator.Commands.Reports;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Imports;

/// <summary>Files of a folder that have nothing to do with a load balancer, and folders of nothing else.</summary>
public sealed class ForeignFileTests
{
    /// <summary>What the describe calls of ELBv2 answer that is not looked at, and what others answer.</summary>
    public static TheoryData<string> Answers =>
    [
        """{ "Limits": [{ "Name": "application-load-balancers", "Max": "50" }] }""",
        """{ "SslPolicies": [{ "Name": "ELBSecurityPolicy-2016-08", "SslProtocols": ["TLSv1.2"], "Ciphers": [] }] }""",
        """{ "TrustStoreAssociations": [{ "ResourceArn": "arn:aws:elasticloadbalancing:eu-west-1:1:listener/app/shop/1/5" }] }""",
        """{ "LastModifiedTime": "2026-01-01T00:00:00Z", "DecreaseRequestsRemaining": 2, "CapacityReservationState": [], "MinimumLoadBalancerCapacity": { "CapacityUnits": 1 } }""",
        """{ "Policy": "{}" }""",
        """{ "Location": "https://s3.amazonaws.com/x" }""",
        """{ "Vpcs": [{ "VpcId": "vpc-1" }] }""",
        """{ "SecurityGroups": [] }""",
        """{ "Reservations": [{ "Instances": [] }] }""",
        """{ "LoadBalancerDescriptions": [{ "LoadBalancerName": "classic" }] }""",
        """{ "services": [], "failures": [] }""",
        """{ "CertificateSummaryList": [] }""",
        """{ "Rules": [{ "Name": "nightly", "Arn": "arn:aws:events:eu-west-1:1:rule/nightly" }] }""",
        """{ "Listeners": [{ "ListenerArn": "arn:aws:globalaccelerator::1:accelerator/a/listener/b", "Protocol": "TCP" }] }""",
        """{ "TagDescriptions": [{ "ResourceArn": "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/shop/1", "Tags": [] }] }""",
        """{ "TrustStoreRevocations": [{ "TrustStoreArn": "arn:aws:elasticloadbalancing:eu-west-1:1:truststore/a/1", "RevocationId": 1 }] }""",
    ];

    private const string LoadBalancers = """
        { "LoadBalancers": [{ "LoadBalancerArn": "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/shop/1", "LoadBalancerName": "shop", "Type": "application" }] }
        """;

    [Theory]
    [MemberData(nameof(Answers))]
    public void Answer_of_another_call_is_left_out_with_a_note(string answer)
    {
        using var workspace = new Workspace();
        workspace.Write("other.json", answer);
        workspace.Write("load-balancers.json", LoadBalancers);
        var reading = workspace.Read("load-balancers.json", "other.json");
        Assert.Empty(reading.Problems);
        Assert.Equal("shop", Assert.Single(reading.Topology.LoadBalancers).Name);
        Assert.Equal("other.json", Assert.Single(reading.Notes).Origin.File);
    }

    [Fact]
    public void Many_answers_of_other_calls_have_one_note()
    {
        using var workspace = new Workspace();
        workspace.Write("load-balancers.json", LoadBalancers);
        workspace.Write("vpcs.json", """{ "Vpcs": [] }""");
        workspace.Write("subnets.json", """{ "Subnets": [] }""");
        workspace.Write("limits.json", """{ "Limits": [] }""");
        Assert.Equal(
            "limits.json: is left out, and 2 more with it: nothing there is of a load balancer, but \"Limits\", \"Subnets\", \"Vpcs\"",
            Assert.Single(workspace.Read("limits.json", "load-balancers.json", "subnets.json", "vpcs.json").Notes).ToString());
    }

    [Fact]
    public void Other_keys_of_an_answer_are_left_out_with_a_note()
    {
        var reading = Workspace.Read("all.json", LoadBalancers.Replace("{ \"LoadBalancers\"", "{ \"Limits\": [], \"TagDescriptions\": [], \"LoadBalancers\"", StringComparison.Ordinal));
        Assert.Empty(reading.Problems);
        Assert.Equal(
            "all.json:1: what has no effect on a load balancer is left out: \"Limits\", \"TagDescriptions\"", Assert.Single(reading.Notes).ToString());
    }

    [Fact]
    public void Folder_of_nothing_else_is_a_problem()
    {
        using var workspace = new Workspace();
        Directory.CreateDirectory(workspace.PathOf("answers"));
        workspace.Write("answers/vpcs.json", """{ "Vpcs": [] }""");
        workspace.Write("answers/limits.json", """{ "Limits": [] }""");
        var output = new StringWriter();
        Assert.Equal(2, CheckCommand.Run(workspace.Settings, [workspace.PathOf("answers")], CheckReports.Of(null), output));
        Assert.DoesNotContain("ok: ", output.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(
            "holds nothing of a load balancer, and neither does a file with it: there is \"Limits\", \"Vpcs\", and nothing to run",
            output.ToString().TrimEnd(),
            StringComparison.Ordinal);
    }

    /// <summary>What AWS answers for a Region without load balancers looks like a topology file that has none.</summary>
    [Fact]
    public void Folder_of_empty_answers_is_a_problem()
    {
        using var workspace = new Workspace();
        Directory.CreateDirectory(workspace.PathOf("answers"));
        workspace.Write("answers/load-balancers.json", """{ "LoadBalancers": [] }""");
        workspace.Write("answers/target-groups.json", """{ "TargetGroups": [] }""");
        var files = workspace.Files;
        Assert.Equal(
            "answers: nothing of a load balancer is in this folder: there is nothing to run",
            Assert.Single(files.Read(files.Locate(["answers"])).Problems).ToString());
        Assert.Empty(workspace.Read("answers/load-balancers.json").Problems);
    }

    [Theory]
    [InlineData("a.yaml", "Resources: { V: { Type: 'AWS::EC2::VPC' } }")]
    [InlineData("a.json", """{ "format_version": "1.0", "planned_values": { "root_module": {} } }""")]
    [InlineData("a.json", """{ "Rules": [] }""")]
    public void File_without_a_load_balancer_is_a_problem(string file, string text) => Assert.Equal(
        $"{file}: has no load balancer, no listener and no target group: there is nothing to run",
        Assert.Single(Workspace.Read(file, text).Problems).ToString());

    [Fact]
    public void Template_without_a_load_balancer_may_stand_beside_one_with_it()
    {
        using var workspace = new Workspace();
        workspace.Write("network.yaml", "Resources: { V: { Type: 'AWS::EC2::VPC' } }\nOutputs: { Word: { Value: hello, Export: { Name: word } } }");
        workspace.Write("shop.yaml", TemplateFile.Saying("!ImportValue word"));
        Assert.Empty(workspace.Read("network.yaml", "shop.yaml").Problems);
    }

    [Fact]
    public void Nearly_a_topology_file_is_told_what_it_is_meant_to_be()
    {
        using var workspace = new Workspace();
        workspace.Write("load-balancers.json", LoadBalancers);
        workspace.Write("mine.yaml", "TargetGroup: []");
        Assert.Contains(
            "did you mean \"TargetGroups\"?",
            Assert.Single(workspace.Read("load-balancers.json", "mine.yaml").Problems).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Further_certificates_of_a_listener_are_those_of_the_settings()
    {
        using var workspace = new Workspace();
        workspace.Settings.Certificates.Add("arn:aws:acm:eu-west-1:1:certificate/b", "/nowhere/b.pem");
        workspace.Write("all.json", LoadBalancers.TrimEnd()[..^1] + """
            , "Listeners": [{ "ListenerArn": "arn:aws:elasticloadbalancing:eu-west-1:1:listener/app/shop/1/5", "LoadBalancerArn": "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/shop/1",
              "Port": 443, "Protocol": "HTTPS", "DefaultActions": [{ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "200" } }] }],
              "Certificates": [{ "CertificateArn": "arn:aws:acm:eu-west-1:1:certificate/a", "IsDefault": true }, { "CertificateArn": "arn:aws:acm:eu-west-1:1:certificate/b", "IsDefault": false }] }
            """);
        Assert.Contains("there is no file \"/nowhere/b.pem\"", Assert.Single(workspace.Read("all.json").Problems).Message, StringComparison.Ordinal);
    }
}
