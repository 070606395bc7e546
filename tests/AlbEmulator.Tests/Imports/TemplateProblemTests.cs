using System.Text;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Imports;

/// <summary>What is wrong with a template is told with its line and its path, as in a topology file.</summary>
public sealed class TemplateProblemTests
{
    private const string Elsewhere = "name the template that has the load balancer beside this one, and give the parameter or the "
        + "import that tells it the logical id that it has there, as --parameter NAME=LOGICALID or "
        + "--Alb:ImportValues:NAME=LOGICALID; or have one made up with --assume-listener HTTP:80";

    [Theory]
    [InlineData("Port: 80\n      Protocol: HTTP", "Port: 80\n      Prtocol: HTTP",
        "shop.yaml:13: Resources.Listener.Properties.Prtocol: \"Prtocol\" is not a property of a listener: did you mean \"Protocol\"?")]
    [InlineData("Port: 80\n      Protocol: HTTP", "Port: 80\n      AlpnPolicy: [None]",
        "shop.yaml:13: Resources.Listener.Properties.AlpnPolicy: AlpnPolicy is for load balancers of another kind: remove it")]
    [InlineData("Port: 80\n      Protocol: HTTP", "Protocol: HTTP",
        "shop.yaml:11: Resources.Listener.Properties: Port is missing: write a whole number from 1 to 65535")]
    [InlineData("!Ref Alb", "!Ref Web",
        "shop.yaml:11: Resources.Listener.Properties.LoadBalancerArn: no file has the load balancer "
            + "\"arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/web/294be856b127328e\": " + Elsewhere)]
    [InlineData("      LoadBalancerArn: !Ref Alb\n", "", "shop.yaml:11: Resources.Listener.Properties: nothing names its load balancer: " + Elsewhere)]
    [InlineData("Type: fixed-response", "Type: authenticate-oidc\n          AuthenticateOidcConfig: { Issuer: !Ref Vpc }",
        "shop.yaml:16: Resources.Listener.Properties.DefaultActions[0].AuthenticateOidcConfig.Issuer: \"Vpc\" is known only to AWS: give it a value, as --parameter Vpc=VALUE")]
    [InlineData("{ Type: \"AWS::EC2::VPC\" }", "{ Properties: {} }",
        "shop.yaml:7: Resources.Vpc: Type is missing: write the type of the resource")]
    [InlineData("AWSTemplateFormatVersion: \"2010-09-09\"", "AWSTemplateFormatVersion: \"2010-09-09\"\nTransform: MyMacro",
        "shop.yaml:2: Transform: this macro runs at AWS: give the template as it is after it (aws cloudformation "
            + "get-template --template-stage Processed)")]
    [InlineData("Resources:", "Resources:\n  Fn::ForEach::X: [A, [b]]",
        "shop.yaml:4: Resources[\"Fn::ForEach::X\"]: Fn::ForEach takes a name, a list and an object")]
    public void Problem_has_its_place(string written, string instead, string expected)
    {
        var template = TemplateFile.Saying("hello").Replace(written, instead, StringComparison.Ordinal);
        Assert.NotEqual(TemplateFile.Saying("hello"), template);
        var problems = TemplateFile.Read(template).Problems.Select(problem => problem.ToString()).ToList();
        Assert.Contains(problems, problem => problem.EndsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_problem_is_told_at_once()
    {
        var template = TemplateFile.Saying("!Ref Missing")
            .Replace("StatusCode: 200", "StatusCode: 700", StringComparison.Ordinal)
            .Replace("Name: web", "Name: -web", StringComparison.Ordinal);
        Assert.Equal(3, TemplateFile.Read(template).Problems.Count);
    }

    [Fact]
    public void Resources_of_other_services_are_counted_in_one_line()
    {
        var reading = TemplateFile.Read(TemplateFile.Saying("hello"));
        Assert.Equal(
            [
                "shop.yaml: 2 resources of other services are left out: AWS::EC2::VPC, AWS::Lambda::Function",
                "shop.yaml: no listener and no rule forwards to \"Web\": nothing is sent there",
            ],
            reading.Notes.Select(note => note.ToString()));
    }

    [Fact]
    public void Tags_of_a_template_are_none_of_a_topology_file()
    {
        var reading = Workspace.Read("alb.yaml", "LoadBalancers: [{ Name: !Ref X, Listeners: [] }]");
        Assert.Contains(reading.Problems, problem => problem.Message.StartsWith("the tag \"!Ref\"", StringComparison.Ordinal)
            || problem.Message.StartsWith("the tag !Ref", StringComparison.Ordinal));
    }

    [Fact]
    public void Trust_store_is_one_of_a_file_beside_the_template()
    {
        var template = TemplateFile.Saying("hello")
            .Replace("Vpc: { Type: \"AWS::EC2::VPC\" }", "Store: { Type: \"AWS::ElasticLoadBalancingV2::TrustStore\", Properties: { Name: clients, CaCertificatesBundleS3Bucket: b, CaCertificatesBundleS3Key: k } }", StringComparison.Ordinal)
            .Replace("Protocol: HTTP", "Protocol: HTTPS\n      MutualAuthentication: { Mode: verify, TrustStoreArn: !Ref Store }", StringComparison.Ordinal);
        var reading = TemplateFile.Read(template);
        Assert.EndsWith(
            "the bundle of the trust store is with AWS: define TrustStores with the Name Store in a file beside this one",
            Assert.Single(reading.Problems).Message,
            StringComparison.Ordinal);
        Assert.Equal("TrustStores:\n  - { Name: Store, CaCertificatesBundle: ca.pem }\n", reading.Overlay);
    }

    [Fact]
    public void Targets_for_a_group_that_no_file_has_are_a_problem()
    {
        using var workspace = new Workspace();
        workspace.Write("shop.yaml", TemplateFile.Saying("hello"));
        workspace.Write("targets.yaml", "Targets: { Wbe: [{ Id: localhost }] }");
        Assert.Equal(
            "targets.yaml:1: Targets.Wbe: no file has a target group \"Wbe\": did you mean \"Web\"?",
            Assert.Single(workspace.Read("shop.yaml", "targets.yaml").Problems).ToString());
    }

    [Fact]
    public void Groups_of_two_templates_may_have_one_logical_id()
    {
        using var workspace = new Workspace();
        foreach (var stack in new[] { "one", "two" })
        {
            workspace.Write($"{stack}.yaml", TemplateFile.Saying("hello")
                .Replace("Name: web", $"Name: {stack}", StringComparison.Ordinal)
                .Replace("Port: 80\n      Protocol", $"Port: {(stack == "one" ? 80 : 81)}\n      Protocol", StringComparison.Ordinal));
        }

        workspace.Write("targets.yaml", "Targets: { Web: [{ Id: localhost }] }");
        Assert.Equal(
            "targets.yaml:1: Targets.Web: several groups are called \"Web\": write \"one.Web\" or \"two.Web\"",
            Assert.Single(workspace.Read("one.yaml", "two.yaml", "targets.yaml").Problems).ToString());

        workspace.Write("targets.yaml", "Targets: { one.Web: [{ Id: localhost }], two.Web: [{ Id: otherhost }] }");
        Assert.Equal(
            ["localhost", "otherhost"],
            workspace.Read("one.yaml", "two.yaml", "targets.yaml").Topology.TargetGroups.Select(group => group.Targets.Single().Id));
    }

    [Fact]
    public void Certificate_is_the_one_that_the_settings_have_for_its_ARN()
    {
        const string arn = "arn:aws:acm:us-east-1:000000000000:certificate/shop";
        using var workspace = new Workspace();
        workspace.Settings.Certificates.Add(arn, "/nowhere/site.pem, /nowhere/site.key");
        workspace.Write("shop.yaml", TemplateFile.Saying("hello").Replace(
            "Protocol: HTTP", $"Protocol: HTTPS\n      Certificates: [{{ CertificateArn: \"{arn}\" }}]", StringComparison.Ordinal));
        var problem = Assert.Single(workspace.Read("shop.yaml").Problems).ToString();
        Assert.StartsWith("shop.yaml:14: Resources.Listener.Properties.Certificates[0]", problem, StringComparison.Ordinal);
        Assert.Contains("there is no file \"/nowhere/site.pem\"", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_thousand_rules_are_read()
    {
        var template = new StringBuilder(TemplateFile.Saying("hello")).Append('\n');
        for (var rule = 1; rule <= 1000; rule++)
        {
            template.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $$"""
                  Rule{{rule}}:
                    Type: AWS::ElasticLoadBalancingV2::ListenerRule
                    Properties:
                      ListenerArn: !Ref Listener
                      Priority: {{rule}}
                      Conditions: [{ Field: path-pattern, Values: [!Sub "/${AWS::Region}/{{rule}}"] }]
                      Actions: [{ Type: redirect, RedirectConfig: { StatusCode: HTTP_302, Host: "{{rule}}.example.com" } }]

                """);
        }

        var reading = TemplateFile.Read(template.ToString());
        Assert.Empty(reading.Problems);
        Assert.Equal(1000, reading.Topology.LoadBalancers[0].Listeners[0].Rules.Count);
    }
}
