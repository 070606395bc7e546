using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Imports;

/// <summary><c>IpAddressType</c> of templates, of Terraform and of AWS's descriptions.</summary>
public sealed class AddressTypeImportTests
{
    [Theory]
    [InlineData("dualstack", LoadBalancerAddressType.Dualstack)]
    [InlineData("dualstack-without-public-ipv4", LoadBalancerAddressType.DualstackWithoutPublicIpv4)]
    public void Of_a_template(string written, LoadBalancerAddressType type)
    {
        var template = TemplateFile.Saying("hello").Replace(
            "LoadBalancer\" }", $"LoadBalancer\", Properties: {{ IpAddressType: {written} }} }}", StringComparison.Ordinal);
        var reading = TemplateFile.Read(template);
        Assert.Empty(reading.Problems);
        Assert.Equal(type, reading.Topology.LoadBalancers.Single().IpAddressType);
        Assert.Equal(2, reading.Topology.LoadBalancers.Single().BindAddresses.Count);
    }

    [Fact]
    public void Of_a_template_s_target_group()
    {
        var template = TemplateFile.Saying("hello").Replace(
            "Name: web, Port: 80", "Name: web, Port: 80, IpAddressType: ipv6, Targets: [{ Id: \"2001:db8::1\" }]", StringComparison.Ordinal);
        var reading = TemplateFile.Read(template);
        Assert.Empty(reading.Problems);
        Assert.Equal(TargetGroupAddressType.Ipv6, reading.Topology.TargetGroups.Single().IpAddressType);
    }

    [Fact]
    public void Of_Terraform()
    {
        var folder = Path.Combine(Repository.Root, "tests/AlbEmulator.Tests/Fixtures/imports");
        var state = File.ReadAllText(Path.Combine(folder, "terraform-plan.json"));
        const string application = "\"load_balancer_type\":\"application\"";
        Assert.Contains(application, state, StringComparison.Ordinal);
        using var workspace = new Workspace();
        workspace.Write("plan.json", state.Replace(application, $"{application},\"ip_address_type\":\"dualstack\"", StringComparison.Ordinal));
        var reading = workspace.Files.Read(
            ["plan.json", .. new[] { "terraform.targets.yaml", "terraform-function.targets.yaml" }.Select(name => Path.Combine(folder, name))]);
        Assert.Empty(reading.Problems);
        Assert.Equal(LoadBalancerAddressType.Dualstack, reading.Topology.LoadBalancers.Single().IpAddressType);
    }

    [Fact]
    public void Of_a_description()
    {
        var reading = Workspace.Read("all.json", """
            {
              "LoadBalancers": [{
                "LoadBalancerArn": "arn:x:loadbalancer/app/one/1", "LoadBalancerName": "one", "Type": "application", "IpAddressType": "dualstack",
                "AvailabilityZones": [{ "ZoneName": "us-east-1a", "SubnetId": "subnet-1", "LoadBalancerAddresses": [{ "IPv6Address": "2001:db8::1" }] }]
              }],
              "Listeners": [{
                "ListenerArn": "arn:x:listener/app/one/1/2", "LoadBalancerArn": "arn:x:loadbalancer/app/one/1", "Port": 80, "Protocol": "HTTP",
                "DefaultActions": [{ "Type": "forward", "TargetGroupArn": "arn:x:targetgroup/web/1" }]
              }],
              "TargetGroups": [{
                "TargetGroupArn": "arn:x:targetgroup/web/1", "TargetGroupName": "web", "Port": 80, "Protocol": "HTTP", "TargetType": "ip", "IpAddressType": "ipv6"
              }],
              "TargetHealthDescriptions": [{ "Target": { "Id": "::1", "Port": 80 }, "TargetHealth": { "State": "healthy" } }]
            }
            """);
        Assert.Empty(reading.Problems);
        Assert.Equal(LoadBalancerAddressType.Dualstack, reading.Topology.LoadBalancers.Single().IpAddressType);
        Assert.Equal("::1", reading.Topology.TargetGroups.Single().Targets.Single().Id);
    }

    [Fact]
    public void Overlay_of_a_group_of_ipv6_begins_with_addresses_of_its_family()
    {
        var template = TemplateFile.Saying("hello")
            .Replace("Name: web, Port: 80", "Name: web, Port: 80, IpAddressType: ipv6", StringComparison.Ordinal)
            .Replace("LoadBalancer\" }", "LoadBalancer\", Properties: { IpAddressType: dualstack } }", StringComparison.Ordinal)
            .Replace("    DefaultActions:\n", "    DefaultActions:\n        - { Type: forward, TargetGroupArn: !Ref Web }\n", StringComparison.Ordinal);
        var cut = template[..template.IndexOf("        - Type: fixed-response", StringComparison.Ordinal)];
        Assert.Contains("{ Id: \"::1\", Port: 80 }", TemplateFile.Read(cut).Overlay, StringComparison.Ordinal);
    }
}
