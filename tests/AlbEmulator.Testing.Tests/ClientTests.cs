using System.Net;
using Microsoft.AspNetCore.Http;

namespace AlbEmulator.Testing.Tests;

/// <summary>A client of a test reaches its load balancer by every name, and nobody else.</summary>
public sealed class ClientTests
{
    private const string Redirecting = """
        LoadBalancers:
          - Name: shop
            Listeners:
              - Port: 80
                DefaultActions: [{ Type: redirect, RedirectConfig: { Protocol: HTTPS, Port: "443", StatusCode: HTTP_301 } }]
              - { Port: 443, Protocol: HTTPS, DefaultActions: [{ Type: forward, TargetGroupArn: web }] }
        TargetGroups:
          - { Name: web, Targets: [{ Id: echo, Port: 0 }] }
        """;

    [Fact]
    public async Task Every_host_is_the_load_balancers_and_its_certificate_is_trusted()
    {
        await using var alb = await Alb.StartAsync(a => a.TopologyText(Redirecting));
        using var client = alb.CreateClient();

        using var answer = await client.GetAsync(new Uri("http://shop.example.com/a?b=c"));

        Assert.Equal("https://shop.example.com/a?b=c", answer.RequestMessage!.RequestUri!.ToString());
        Assert.Contains("[\"Host\", \"shop.example.com\"]", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_of_somebody_else_does_not_trust_it()
    {
        await using var alb = await Alb.StartAsync(a => a.TopologyText(Redirecting));
        using var client = new HttpClient();

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(alb.UrlOf(443)));

        Assert.Equal(HttpRequestError.SecureConnectionError, refused.HttpRequestError);
    }

    [Fact]
    public async Task Http2_is_spoken_over_https()
    {
        await using var alb = await Alb.StartAsync(a => a.Default(AlbTarget.Echo).Https());
        using var client = alb.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.example.com/") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };

        using var answer = await client.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, HttpVersion.Version20), (answer.StatusCode, answer.Version));
        Assert.Equal("https://api.example.com:443/", (await alb.Requests.WaitForAsync(r => r.Status == 200)).Url);
    }

    [Fact]
    public async Task Port_without_a_listener_is_told_and_nobody_is_asked()
    {
        await using var alb = await Alb.StartAsync(a => a.Default(AlbTarget.Echo));
        using var client = alb.CreateClient();

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("https://shop.example.com/")));

        Assert.StartsWith("No listener is on port 443; there is alb on port 80 (http://127.0.0.1:", refused.InnerException!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Real_addresses_are_told_for_clients_that_need_them()
    {
        await using var alb = await Alb.StartAsync(a => a.Default(AlbTarget.Echo));
        using var client = new HttpClient();

        Assert.Equal(alb.Url, alb.UrlOf(80));
        Assert.Contains("\"name\"", await client.GetStringAsync(alb.Url), StringComparison.Ordinal);
        Assert.Contains("healthy", await client.GetStringAsync(new Uri(alb.Control, "/health")), StringComparison.Ordinal);
        Assert.Throws<AlbException>(() => alb.UrlOf(81));
    }

    [Fact]
    public async Task Control_port_that_is_left_out_is_told_by_whoever_asks_for_it()
    {
        await using var alb = await Alb.StartAsync(a => a.Default(AlbTarget.Echo).Setting("ControlUrl", ""));
        using var client = alb.CreateClient();

        Assert.Contains("\"name\"", await client.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Contains("ControlUrl is empty", Assert.Throws<AlbException>(() => alb.Control).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_load_balancers_with_the_same_port_one_is_named()
    {
        await using var alb = await Alb.StartAsync(a => a.TopologyText("""
            LoadBalancers:
              - { Name: one, Listeners: [{ Port: 80, DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "201" } }] }] }
              - { Name: two, Listeners: [{ Port: 80, DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "202" } }] }] }
            """));
        using var any = alb.CreateClient();
        using var second = alb.CreateClient("two");

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => any.GetAsync(new Uri("/", UriKind.Relative)));

        Assert.Contains("Several load balancers have a listener on port 80", refused.InnerException!.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, (await second.GetAsync(new Uri("http://shop.example.com/"))).StatusCode);
        Assert.Throws<AlbException>(() => alb.CreateClient("three"));
    }

    [Fact]
    public async Task Each_client_has_cookies_of_its_own()
    {
        RequestDelegate counts = context => context.Response.WriteAsync($"{context.Connection.LocalPort}");
        await using var alb = await Alb.StartAsync(a => a.TopologyText("""
            LoadBalancers:
              - { Listeners: [{ Port: 80, DefaultActions: [{ Type: forward, TargetGroupArn: web }] }] }
            TargetGroups:
              - { Name: web, Attributes: { stickiness.enabled: true } }
            """).TargetsOf("web", AlbTarget.Of(counts), AlbTarget.Of(counts)));
        using var one = alb.CreateClient();
        using var other = alb.CreateClient();

        var (first, second) = (await one.GetStringAsync("/"), await other.GetStringAsync("/"));

        Assert.NotEqual(first, second);
        Assert.Equal([first, second], new[] { await one.GetStringAsync("/"), await other.GetStringAsync("/") });
    }

    /// <summary>Whoever logs in goes to the provider and comes back.</summary>
    [Fact]
    public async Task What_is_on_this_machine_and_no_listener_is_reached_as_it_is()
    {
        await using var alb = await Alb.StartAsync(a => a.TopologyText("""
            LoadBalancers:
              - Listeners:
                  - Port: 443
                    Protocol: HTTPS
                    DefaultActions:
                      - { Type: authenticate-oidc, Order: 1, AuthenticateOidcConfig: { Issuer: "echo:0" } }
                      - { Type: forward, Order: 2, TargetGroupArn: web }
            TargetGroups:
              - { Name: web, Targets: [{ Id: echo, Port: 0 }] }
            """));
        using var client = alb.CreateClient();

        // .NET's client does not go from https to http by itself.
        using var sent = await client.GetAsync(new Uri("/", UriKind.Relative));
        using var page = await client.GetAsync(sent.Headers.Location);

        Assert.Equal(("http", "localhost", "/authorize"), (sent.Headers.Location!.Scheme, sent.Headers.Location.Host, sent.Headers.Location.AbsolutePath));
        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.OK), (sent.StatusCode, page.StatusCode));
    }
}
