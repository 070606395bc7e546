using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>What CDK synthesized, Terraform planned and applied, and AWS described: each runs and routes.</summary>
public sealed class ImportsTests
{
    private const string Folder = "tests/AlbEmulator.Tests/Fixtures/imports/";

    private static readonly string[] Cdk = [Folder + "cdk.template.json", Folder + "cdk.targets.yaml"];

    private static readonly string[] Plan =
        [Folder + "terraform-plan.json", Folder + "terraform.targets.yaml", Folder + "terraform-function.targets.yaml"];

    [Fact]
    public async Task Cdk_application_runs_with_a_redirect_two_services_a_weighted_canary_and_a_function()
    {
        await using var function = ScriptedTarget.Start(LambdaStage.Returns(LambdaStage.Answer("hello")));
        await using var emulator = await ImportedEmulator.StartAsync(
            Cdk, text => text.Replace(":9000/", $":{function.Port}/", StringComparison.Ordinal));

        var redirect = await emulator.GetAsync("shop.example.com", "/a?b");
        Assert.Equal("https://shop.example.com:443/a?b", redirect.Header("Location"));
        using var client = new Http2Client(emulator.PortOf(443));
        Assert.Equal("hello", await client.GetStringAsync(new Uri("/hello", UriKind.Relative)));
        Assert.Equal(["AlbHttpsWebTargetsGroup9A36AFFA"], await GroupsAsync(emulator, client, "/", 3));
        Assert.Equal(["CanaryGroup2954170B", "OrdersGroupB6A64648"], await GroupsAsync(emulator, client, "/orders/7", 40));
    }

    [Fact]
    public async Task Template_that_is_edited_is_taken_up_as_a_topology_file_is()
    {
        await using var emulator = await ImportedEmulator.StartAsync(Cdk);
        Assert.Equal(301, (await emulator.GetAsync("shop.example.com", "/")).Status);

        emulator.Change("cdk.template.json", text => text.Replace("HTTP_301", "HTTP_302", StringComparison.Ordinal));

        await Patience.UntilAsync(
            "the change", async () => (await emulator.GetAsync("shop.example.com", "/")).Status == 302 ? "taken up" : null);
    }

    [Fact]
    public async Task Terraform_plan_runs_though_its_references_are_not_known_yet()
    {
        await using var function = ScriptedTarget.Start(LambdaStage.Returns(LambdaStage.Answer("hello")));
        await using var emulator = await ImportedEmulator.StartAsync(
            Plan, text => text.Replace(":9000/", $":{function.Port}/", StringComparison.Ordinal));

        var redirect = await emulator.GetAsync("shop.example.com", "/a?b");
        Assert.Equal("https://shop.example.com:443/a?b", redirect.Header("Location"));
        using var client = new Http2Client(emulator.PortOf(443));
        using var old = new Http2Client(emulator.PortOf(443), serverName: "old1.example.com");
        using var gone = await old.GetAsync(new Uri("/", UriKind.Relative));
        Assert.Equal("gone 1", await gone.Content.ReadAsStringAsync());
        Assert.Equal("hello", await client.GetStringAsync(new Uri("/hello", UriKind.Relative)));
        Assert.Equal(["shop-web"], await GroupsAsync(emulator, client, "/", 1));
        Assert.Equal(["aws_lb_target_group.service[\"canary\"]"], await GroupsAsync(emulator, client, "/canary/x?a=on", 1));
        Assert.Equal(
            ["aws_lb_target_group.service[\"canary\"]", "aws_lb_target_group.service[\"orders\"]"],
            await GroupsAsync(emulator, client, "/orders", 40));
    }

    [Fact]
    public async Task Terraform_state_runs()
    {
        await using var emulator = await ImportedEmulator.StartAsync(
            [Folder + "terraform-state.json", Folder + "terraform.targets.yaml"]);

        Assert.Equal("shop-web", emulator.GroupOf(await emulator.GetAsync(443, "shop.example.com", "/")));
        Assert.Equal(
            "aws_lb_target_group.service[\"canary\"]",
            emulator.GroupOf(await emulator.GetAsync(443, "shop.example.com", "/canary/1?x=on")));
        Assert.Equal("gone 0", (await emulator.GetAsync(443, "old0.example.com", "/")).Text);
    }

    [Fact]
    public async Task What_AWS_described_runs_from_a_folder_of_answers()
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, Folder, "describe"))
            .Select(file => Folder + "describe/" + Path.GetFileName(file)).Order(StringComparer.Ordinal).ToList();
        await using var emulator = await ImportedEmulator.StartAsync(files);

        Assert.Equal(301, (await emulator.GetAsync("shop.example.com", "/")).Status);
        using var client = new Http2Client(emulator.PortOf(443));
        using var response = await client.GetAsync(new Uri("/", UriKind.Relative));
        Assert.Equal(["max-age=31536000"], response.Headers.GetValues("Strict-Transport-Security"));
        Assert.Equal(["web"], await GroupsAsync(emulator, client, "/orders", 1));
        client.DefaultRequestHeaders.Add("X-Team", "any");
        Assert.Equal(["orders"], await GroupsAsync(emulator, client, "/orders", 5));
    }

    private static async Task<string[]> GroupsAsync(ImportedEmulator emulator, Http2Client client, string path, int requests)
    {
        var groups = new HashSet<string>();
        for (var request = 0; request < requests; request++)
        {
            groups.Add(emulator.GroupOfEcho(await client.GetStringAsync(new Uri(path, UriKind.Relative)))!);
        }

        return [.. groups.Order(StringComparer.Ordinal)];
    }
}
