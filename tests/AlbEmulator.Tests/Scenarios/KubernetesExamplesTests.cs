using System.Net;
using AlbEmulator.Tests.Support;
using AlbEmulator.Tests.Topologies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Every manifest of <c>config/examples/kubernetes</c>, run as it stands but for its ports.</summary>
public sealed class KubernetesExamplesTests
{
    private const string Folder = "config/examples/kubernetes/";

    /// <summary>Driven by tests of their own.</summary>
    private static readonly string[] DrivenAlone = ["grpc.yaml", "login.yaml", "gateway.yaml", "target-group-binding.yaml"];

    /// <summary>Manifest, host, target, further header lines, and where the request goes.</summary>
    public static TheoryData<string, string, string, string, string> Requests => new()
    {
        { "two-applications.yaml", "shop.example.com", "/", "", "shop/web:80" },
        { "two-applications.yaml", "shop.example.com", "/api/orders", "", "shop/api:http" },
        { "two-applications.yaml", "shop.example.com", "/apis", "", "shop/web:80" },
        { "two-applications.yaml", "www.example.com", "/", "", "404 text/plain; charset=utf-8" },

        { "group.yaml", "company.example.com", "/admin", "", "operations/admin:80" },
        { "group.yaml", "company.example.com", "/blog/1", "", "marketing/blog:80" },
        { "group.yaml", "company.example.com", "/blogs", "", "shop/web:80" },

        { "canary.yaml", "any.example.com", "/", "X-Canary: yes", "shop/canary:80" },

        { "ssl-redirect.yaml", "shop.example.com", "/a?b=c", "", "301 https://shop.example.com:443/a?b=c" },

        { "sticky.yaml", "shop.example.com", "/cart/7", "", "shop/cart:80" },

        { "regex-and-transforms.yaml", "shop.example.com", "/v1/orders/7", "", "shop/orders:80 /orders/7?version=1" },
        { "regex-and-transforms.yaml", "shop.example.com", "/v1/orders/seven", "", "404" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Manifests_route_as_they_say(string manifest, string host, string target, string headers, string expected)
    {
        await using var emulator = await StartAsync(manifest);

        var response = await emulator.GetAsync(host, target, headers.Split('|', StringSplitOptions.RemoveEmptyEntries));

        Went.AssertIs(expected, response, emulator.GroupOf(response));
    }

    [Fact]
    public void Every_manifest_is_driven()
    {
        var driven = Requests.Select(row => (string)row[0]).Concat(DrivenAlone).Distinct();
        var manifests = Directory.GetFiles(Path.Combine(Repository.Root, Folder)).Select(file => Path.GetFileName(file))
            .Where(name => name.Count(character => character == '.') == 1).ToList();
        Assert.Equal(manifests.Order(), driven.Order());
    }

    [Fact]
    public async Task Of_a_hundred_requests_some_go_to_the_canary()
    {
        await using var emulator = await StartAsync("canary.yaml");
        var groups = new HashSet<string?>();
        for (var request = 0; request < 2000 && groups.Count < 2; request++)
        {
            groups.Add(emulator.GroupOf(await emulator.GetAsync("any.example.com", "/")));
        }

        Assert.Equal(["shop/canary:80", "shop/web:80"], groups.Order());
    }

    [Fact]
    public async Task Listener_of_HTTPS_has_its_attributes_and_its_targets_hear_of_its_port()
    {
        await using var emulator = await StartAsync("ssl-redirect.yaml");
        using var client = new Http2Client(emulator.PortOf(443));
        using var response = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Contains("[\"X-Forwarded-Port\", \"443\"]", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(["max-age=31536000"], response.Headers.GetValues("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Client_of_the_sticky_group_gets_a_cookie()
    {
        await using var emulator = await StartAsync("sticky.yaml");
        var response = await emulator.GetAsync("shop.example.com", "/cart");
        Assert.Contains("Set-Cookie: AWSALB=", response.Head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_of_gRPC_comes_to_the_pod_of_its_Service()
    {
        await using var target = await KestrelTarget.StartAsync(HttpProtocols.Http2, static async http =>
        {
            http.Response.ContentType = "application/grpc";
            http.Response.AppendTrailer("grpc-status", "0");
            await http.Response.Body.WriteAsync(new byte[7]);
        });
        await using var emulator = await ImportedEmulator.StartAsync(
            [Folder + "grpc.yaml", Folder + "grpc.targets.yaml"],
            text => text.Replace("Port: 50051 }", $"Port: {target.Port} }}", StringComparison.Ordinal));
        using var client = new Http2Client(emulator.PortOf(443));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/helloworld.Greeter/SayHello", UriKind.Relative)) { Version = HttpVersion.Version20 };
        request.Headers.Host = "rpc.example.com";
        request.Content = new ByteArrayContent(new byte[5]) { Headers = { { "Content-Type", "application/grpc" } } };
        using var response = await client.SendAsync(request);
        Assert.Equal(7, (await response.Content.ReadAsByteArrayAsync()).Length);
    }

    [Fact]
    public async Task Who_has_not_logged_in_is_sent_to_the_provider()
    {
        await using var emulator = await StartAsync("login.yaml");
        using var client = new Http2Client(emulator.PortOf(443));
        using var response = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(302, (int)response.StatusCode);
        Assert.Equal("/authorize", response.Headers.Location!.AbsolutePath);
        Assert.Contains("scope=openid%20profile%20email", response.Headers.Location.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pods_of_a_bound_Service_are_the_targets_of_a_group_of_another_file()
    {
        await using var emulator = await ImportedEmulator.StartAsync(
            [Folder + "target-group-binding.yaml", Folder + "target-group-binding.alb.yaml"],
            text => text.Replace("Port: 8080", "Port: 80", StringComparison.Ordinal));
        var response = await emulator.GetAsync("example.com", "/");
        Assert.Equal(200, response.Status);
    }

    private static Task<ImportedEmulator> StartAsync(string manifest) =>
        ImportedEmulator.StartAsync([Folder + manifest, Folder + $"{manifest.Split('.')[0]}.targets.yaml"]);
}
