using System.Text.Json;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// What the AWS Load Balancer Controller asks AWS for an Ingress, asked with AWS's own SDK: its calls in its order, and what it
/// compares to see whether something differs.
/// <see href="https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/how-it-works/"/>
/// </summary>
public sealed class KubernetesControllerTests
{
    private const string Vpc = "vpc-0a1b2c3d";
    private const string Node = "i-0a1b2c3d";
    private const string Host = "shop.example.com";
    private const string Certificate = "Alb:Certificates:arn:aws:acm:us-east-1:000000000000:certificate/";

    /// <summary>
    /// Subnets with both forms of the role's tag, one of another cluster, and one in a zone that has one already.
    /// </summary>
    private static readonly (string, string)[] Tagged =
    [
        ($"Alb:Network:Vpcs:{Vpc}:Cidr", "10.0.0.0/16"),
        .. Subnet("0000000a", "a", ("kubernetes.io/role/elb", "1"), ("kubernetes.io/cluster/demo", "shared")),
        .. Subnet("0000000b", "b", ("kubernetes.io/role/elb", "")),
        .. Subnet("0000000c", "c", ("kubernetes.io/role/elb", "1"), ("kubernetes.io/cluster/another", "owned")),
        .. Subnet("0000000d", "b", ("kubernetes.io/role/elb", "1")),
        .. Subnet("0000000e", "c"),
    ];

    /// <summary>Two subnets with a route to the internet, and two without.</summary>
    private static readonly (string, string)[] Untagged =
    [
        ($"Alb:Network:Vpcs:{Vpc}:Cidr", "10.0.0.0/16"),
        .. Subnet("0000000a", "a"),
        .. Subnet("0000000b", "b"),
        .. Subnet("0000000c", "a"),
        .. Subnet("0000000d", "b"),
        ("Alb:Network:Subnets:subnet-0000000c:Public", "false"),
        ("Alb:Network:Subnets:subnet-0000000d:Public", "false"),
    ];

    [Fact]
    public async Task Controller_makes_what_an_Ingress_asks_for_once_and_takes_it_away()
    {
        using var folder = new TempFolder();
        await using var pod = ScriptedTarget.Start();
        await using var emulator = await StartAsync(folder, Tagged);
        var model = Model("internet-facing", pod.Port);
        if (await RunAsync(emulator, "apply", model) is not { } made)
        {
            return;
        }

        Assert.Equal(
            [
                "CreateSecurityGroup", "CreateSecurityGroup", "AuthorizeSecurityGroupIngress", "CreateTargetGroup",
                "ModifyTargetGroupAttributes", "CreateLoadBalancer", "ModifyLoadBalancerAttributes", "CreateListener",
                "CreateListener", "AddListenerCertificates", "AddListenerCertificates", "CreateRule", "CreateRule",
                "AuthorizeSecurityGroupIngress", "RegisterTargets",
            ],
            made);
        Assert.Equal(["subnet-0000000a", "subnet-0000000b"], await SubnetsAsync(emulator));

        await emulator.WaitForHealthAsync("k8s-shop-web-0123456789", "healthy");
        using var document = JsonDocument.Parse(model);
        Assert.Equal("200", await AskAsync(document.RootElement.GetProperty("ports").GetProperty("HTTPS").GetInt32(), "/api/orders"));
        Assert.Equal("/api/orders", pod.Request.Target);

        Assert.Empty((await RunAsync(emulator, "apply", model))!);
        Assert.Equal(
            [
                // What is in use is not deleted.
                "DeleteTargetGroup", "DeleteSecurityGroup",
                "DeleteLoadBalancer", "DeregisterTargets", "DeleteSecurityGroup",
                "RevokeSecurityGroupIngress", "DeleteTargetGroup", "DeleteSecurityGroup", "DeleteSecurityGroup",
            ],
            (await RunAsync(emulator, "delete", model))!);
    }

    [Theory]
    [InlineData("internet-facing", "subnet-0000000a", "subnet-0000000b")]
    [InlineData("internal", "subnet-0000000c", "subnet-0000000d")]
    public async Task Subnets_without_tags_are_told_apart_by_their_routes(string scheme, params string[] subnets)
    {
        using var folder = new TempFolder();
        await using var emulator = await StartAsync(folder, Untagged);
        if (await RunAsync(emulator, "apply", Model(scheme, FreePorts.Take())) is not null)
        {
            Assert.Equal(subnets, await SubnetsAsync(emulator));
        }
    }

    private static IEnumerable<(string, string)> Subnet(string id, string zone, params (string Key, string Value)[] tags) =>
        tags.Select(tag => ($"Alb:Network:Subnets:subnet-{id}:Tags:{tag.Key}", tag.Value))
            .Append(($"Alb:Network:Subnets:subnet-{id}:Vpc", Vpc))
            .Append(($"Alb:Network:Subnets:subnet-{id}:Zone", zone));

    /// <summary>An emulator that has nothing but a network and two certificates for the host of the Ingress, of one kind of key each.</summary>
    private static Task<HostedEmulator> StartAsync(TempFolder folder, (string, string)[] network)
    {
        Certificates.Write(folder, "wildcard", "*.example.com").Dispose();
        Certificates.WriteEcdsa(folder, "shop", Host).Dispose();
        Certificates.Write(folder, "other", "example.org").Dispose();
        return HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take()),
            [
                .. network,
                ($"Alb:Network:Instances:{Node}:Address", "10.0.0.10"),
                ($"{Certificate}wildcard", $"{folder.File("wildcard.pem")},{folder.File("wildcard.key")}"),
                ($"{Certificate}shop", $"{folder.File("shop.pem")},{folder.File("shop.key")}"),
                ($"{Certificate}other", $"{folder.File("other.pem")},{folder.File("other.key")}"),
            ]);
    }

    private static string Model(string scheme, int podPort) => $$"""
        {
          "vpc": "{{Vpc}}", "scheme": "{{scheme}}", "host": "{{Host}}",
          "ports": { "HTTP": {{FreePorts.Take()}}, "HTTPS": {{FreePorts.Take()}} },
          "node": "{{Node}}", "pods": [["127.0.0.1", {{podPort}}]]
        }
        """;

    /// <summary>The calls that changed something; null without the SDK.</summary>
    private static async Task<string[]?> RunAsync(HostedEmulator emulator, string task, string model)
    {
        if (await Boto.PythonAsync() is not { } python)
        {
            return null;
        }

        var script = Path.Combine(AppContext.BaseDirectory, "Fixtures", "controller.py");
        var (exitCode, output, errors) = await Programs.RunAsync(python, [script, emulator.Control.ToString(), task, model]);
        Assert.True(exitCode == 0, errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static async Task<string[]> SubnetsAsync(HostedEmulator emulator)
    {
        var results = await Boto.CallAsync(
            emulator.Control, """[["elbv2", "describe_load_balancers", { "Names": ["k8s-shop-shop-0123456789"] }]]""");
        return [.. Answered.Each(results![0], "LoadBalancers", one => $"{one("AvailabilityZones.0.SubnetId")} {one("AvailabilityZones.1.SubnetId")}")[0].Split(' ').Order()];
    }

    /// <summary>Status of the answer to a client that asks by the host of the Ingress.</summary>
    private static async Task<string> AskAsync(int port, string path)
    {
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = static (_, _, _, _) => true };
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"https://127.0.0.1:{port}{path}") { Headers = { Host = Host } };
        using var answer = await client.SendAsync(request);
        return $"{(int)answer.StatusCode}";
    }
}
