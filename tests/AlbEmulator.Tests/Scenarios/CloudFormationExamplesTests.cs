using AlbEmulator.Tests.Support;
using AlbEmulator.Tests.Topologies;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Every template of <c>config/examples/cloudformation</c>, run as it stands but for its ports.</summary>
public sealed class CloudFormationExamplesTests
{
    private const string Folder = "config/examples/cloudformation/";

    /// <summary>Templates, parameters, host, target, further header lines, and where the request goes.</summary>
    public static TheoryData<string, string, string, string, string, string> Requests => new()
    {
        { "minimal.yaml", "", "example.com", "/", "", "WebGroup" },

        { "fargate-services.yaml", "", "example.com", "/", "", "WebGroup" },
        { "fargate-services.yaml", "Environment=production", "example.com", "/api/orders", "", "ApiGroup" },
        { "fargate-services.yaml", "ApiPath=/v2/*", "example.com", "/api/orders", "", "WebGroup" },

        { "https-redirect.yaml", "", "example.com", "/a?b=c", "", "301 https://example.com:443/a?b=c" },

        { "host-routing.yaml", "", "shop.test.example.com", "/", "", "ShopGroup" },
        { "host-routing.yaml", "", "store.test.example.com", "/", "", "ShopGroup" },
        { "host-routing.yaml", "", "admin.test.example.com", "/", "", "AdminGroup" },
        { "host-routing.yaml", "", "www.example.com", "/", "", "404" },
        { "host-routing.yaml", "Stage=live", "www.example.com", "/", "", "ShopGroup" },

        { "blue-green.yaml", "", "example.com", "/", "", "blue" },
        { "blue-green.yaml", "", "example.com", "/", "X-Deployment: green", "green" },
        { "blue-green.yaml", "BlueWeight=0|GreenWeight=1", "example.com", "/", "", "green" },

        { "maintenance.yaml", "", "example.com", "/preview", "", "WebGroup" },
        { "maintenance.yaml", "Maintenance=on", "example.com", "/", "", "503" },
        { "maintenance.yaml", "Maintenance=on", "example.com", "/preview", "", "WebGroup" },
        { "maintenance.yaml", "Maintenance=on|Team=10.0.0.0/8", "example.com", "/preview", "", "503" },

        { "shared-load-balancer.json|shared-load-balancer-service.yaml", "", "example.com", "/orders/1", "", "orders" },
        { "shared-load-balancer.json|shared-load-balancer-service.yaml", "", "example.com", "/", "", "404" },

        { "nested.yaml|nested-service.yaml", "", "example.com", "/", "", "shop" },
        { "nested.yaml|nested-service.yaml", "", "example.com", "/orders/1", "", "orders" },
        { "nested.yaml|nested-service.yaml", "nested.Shop.Name=orders|nested.Orders.Name=shop", "example.com", "/", "", "orders" },

        { "rewrite.yaml", "", "example.com", "/dp/B09G3HRMW", "", "ProductGroup" },
        { "rewrite.yaml", "", "example.com", "/?any=preview", "", "ProductGroup" },
        { "rewrite.yaml", "", "example.com", "/", "", "WebGroup" },

        { "auto-scaling.yaml", "", "example.com", "/", "", "WebGroup" },
        { "auto-scaling.yaml", "", "example.com", "/admin", "", "AdminGroup" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Template_routes_as_it_says(
        string templates, string parameters, string host, string target, string headers, string expected)
    {
        await using var emulator = await StartAsync(
            templates, parameters.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(given => given.Split('=')));

        var response = await emulator.GetAsync(host, target, headers.Split('|', StringSplitOptions.RemoveEmptyEntries));

        Went.AssertIs(expected, response, emulator.GroupOf(response));
    }

    [Fact]
    public async Task Rewritten_path_comes_to_the_target()
    {
        await using var emulator = await StartAsync("rewrite.yaml", []);
        var response = await emulator.GetAsync("example.com", "/dp/B09G3HRMW");
        Assert.Contains("\"/product.php?id=B09G3HRMW\"", response.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mapped_port_is_AWSs_port_in_headers_and_on_https()
    {
        await using var emulator = await StartAsync("https-redirect.yaml", []);
        using var client = new Http2Client(emulator.PortOf(443));
        using var response = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Contains("[\"X-Forwarded-Port\", \"443\"]", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(["max-age=31536000"], response.Headers.GetValues("Strict-Transport-Security"));
        Assert.Contains("note: ", emulator.Told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Function_of_the_template_is_invoked()
    {
        await using var function = ScriptedTarget.Start(LambdaStage.Returns(
            """{"statusCode":200,"isBase64Encoded":false,"multiValueHeaders":{},"body":"hello"}"""));
        await using var emulator = await ImportedEmulator.StartAsync(
            [Folder + "lambda.yaml", Folder + "lambda.targets.yaml"],
            text => text.Replace(":9000/", $":{function.Port}/", StringComparison.Ordinal));

        var response = await emulator.GetAsync("example.com", "/x?a=1");

        Assert.Equal("hello", response.Text);
        Assert.Contains("\"multiValueQueryStringParameters\":{\"a\":[\"1\"]}", function.Request.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_template_is_driven()
    {
        var driven = Requests.SelectMany(row => ((string)row[0]).Split('|')).Append("lambda.yaml").Distinct();
        var templates = Directory.GetFiles(Path.Combine(Repository.Root, Folder)).Select(file => Path.GetFileName(file))
            .Where(name => !name.Contains(".targets.", StringComparison.Ordinal)).ToList();
        Assert.Equal(templates.Order(), driven.Order());
        Assert.True(templates.Count >= 10);
    }

    [Theory]
    [InlineData("minimal.yaml")]
    [InlineData("fargate-services.yaml")]
    [InlineData("auto-scaling.yaml")]
    [InlineData("lambda.yaml")]
    public void What_a_template_does_not_know_is_told_with_a_file_that_says_it(string template)
    {
        using var workspace = new Workspace();
        workspace.Write("template.yaml", File.ReadAllText(Path.Combine(Repository.Root, Folder, template)));
        var reading = workspace.Read("template.yaml");
        Assert.NotEmpty(reading.Problems);
        Assert.All(reading.Problems, problem => Assert.True(problem.Origin is { File: "template.yaml", Line: > 0 }, problem.ToString()));

        workspace.Write("targets.yaml", reading.Overlay!);
        reading = workspace.Read("template.yaml", "targets.yaml");
        Assert.Empty(reading.Problems);
        Assert.All(reading.Topology.TargetGroups, group => Assert.NotEmpty(group.Targets));
    }

    private static Task<ImportedEmulator> StartAsync(string templates, IEnumerable<string[]> parameters)
    {
        var names = templates.Split('|');
        return ImportedEmulator.StartAsync(
            [.. names.Select(name => Folder + name), Folder + $"{names[0].Split('.')[0]}.targets.yaml"],
            parameters.Select(given => ($"Parameters:{given[0]}", given[1])));
    }
}
