using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Hosting;

namespace AlbEmulator.Testing.Tests;

/// <summary>Whatever answers may be a target, and gets what an ALB sends.</summary>
public sealed class RoutesTests
{
    [Fact]
    public async Task Routes_lead_to_delegates_to_urls_and_to_what_the_emulator_hosts()
    {
        await using var server = await Alb.StartAsync(a => a.Default(Says("of a server")));
        await using var alb = await Alb.StartAsync(a => a
            .Forward("/api/*", Says("api"))
            .Forward("/server/*", server.Url)
            .Forward("/echo", AlbTarget.Echo)
            .Default(Says("web")));
        using var client = alb.CreateClient();

        Assert.Equal("api", await client.GetStringAsync("/api/1"));
        Assert.Equal("of a server", await client.GetStringAsync("/server/1"));
        Assert.Contains("\"X-Forwarded-Port\", \"80\"", await client.GetStringAsync("/echo"), StringComparison.Ordinal);
        Assert.Equal("web", await client.GetStringAsync("/"));
    }

    [Fact]
    public async Task Without_a_default_what_no_route_takes_is_a_404()
    {
        await using var alb = await Alb.StartAsync(a => a.Forward("/api/*", Says("api")));
        using var client = alb.CreateClient();

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri("/", UriKind.Relative))).StatusCode);
    }

    /// <summary>As <c>WebApplicationFactory</c> has one.</summary>
    [Fact]
    public async Task Server_in_memory_gets_the_request_as_the_load_balancer_sent_it()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseTestServer();
        await using var app = builder.Build();
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            await context.Response.WriteAsync($"{context.Request.Method} {context.Request.Host}{context.Request.Path}{context.Request.QueryString} "
                + $"{context.Request.Headers["X-Forwarded-For"]} {await reader.ReadToEndAsync()}");
        });
        await app.StartAsync();
        await using var alb = await Alb.StartAsync(a => a.Forward("shop.example.com", app.GetTestServer().CreateHandler()));
        using var client = alb.CreateClient();
        using var body = new StringContent("tea");

        using var answer = await client.PostAsync(new Uri("http://shop.example.com/orders/%2F1?x=y"), body);

        Assert.Equal("POST shop.example.com/orders/%2F1?x=y 127.0.0.1 tea", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Several_targets_of_a_route_take_turns()
    {
        await using var alb = await Alb.StartAsync(a => a.Default([Says("one"), Says("two")]));
        using var client = alb.CreateClient();

        var answers = new[] { await client.GetStringAsync("/"), await client.GetStringAsync("/") };

        Assert.Equal(["one", "two"], answers.Order());
    }

    [Fact]
    public async Task Target_group_is_called_by_the_route_or_as_it_is_said()
    {
        await using var alb = await Alb.StartAsync(a => a.Forward("/api/*", Says("api")).Forward("/o", Says("o"), name: "orders").Default(Says("web")));

        alb.Expect("GET", "/api/1").ForwardsTo("api");
        alb.Expect("GET", "/o").ForwardsTo("orders");
        alb.Expect("GET", "/").ForwardsTo("web");
    }

    [Fact]
    public async Task Delegate_that_throws_is_a_500_and_the_log_says_why()
    {
        var log = new TestLines();
        await using var alb = await Alb.StartAsync(a => a
            .Default((RequestDelegate)(_ => throw new InvalidOperationException("No tea today.")))
            .LogTo(log.Add));
        using var client = alb.CreateClient();

        Assert.Equal(HttpStatusCode.InternalServerError, (await client.GetAsync(new Uri("/", UriKind.Relative))).StatusCode);
        Assert.Contains(log.All, line => line.Contains("InvalidOperationException: No tea today.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Delegate_speaks_websockets()
    {
        await using var alb = await Alb.StartAsync(a => a.Default(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }));
        using var client = new ClientWebSocket();
        using var invoker = new HttpMessageInvoker(alb.CreateHandler());
        await client.ConnectAsync(new Uri("ws://shop.example.com/"), invoker, CancellationToken.None);
        var message = new byte[16];

        var received = await client.ReceiveAsync(message, CancellationToken.None);

        Assert.Equal("hello", Encoding.ASCII.GetString(message, 0, received.Count));
    }

    [Fact]
    public async Task Delegate_gets_requests_of_clients_alone_unless_it_is_to_be_checked()
    {
        var (plain, asked) = (new TestLines(), new TestLines());
        await using var alb = await Alb.StartAsync(a => a
            .Forward("/checked", AlbTarget.Of(Notes(asked)).WithHealthChecks())
            .Default(Notes(plain)));
        using var client = alb.CreateClient();
        await alb.WaitForHealthyAsync();

        await client.GetStringAsync("/");

        Assert.Equal([""], plain.All);
        Assert.Equal(["ELB-HealthChecker/2.0"], asked.All.Distinct());
    }

    [Fact]
    public async Task What_is_wrong_is_told_at_once_and_nothing_runs()
    {
        var nothing = await Assert.ThrowsAsync<AlbException>(() => Alb.StartAsync(static _ => { }));
        var route = await Assert.ThrowsAsync<AlbException>(() => Alb.StartAsync(a => a.Forward("api/*", Says(""))));
        var target = await Assert.ThrowsAsync<AlbException>(() => Alb.StartAsync(a => a.Default(new Uri("http://localhost:5000/path"))));
        var setting = await Assert.ThrowsAsync<AlbException>(() => Alb.StartAsync(a => a.Default(Says("")).Setting("Limit", "Strict")));

        Assert.StartsWith("Nothing says what the load balancer does", nothing.Message, StringComparison.Ordinal);
        Assert.Contains("a path begins with /", route.Message, StringComparison.Ordinal);
        Assert.Contains("has a path, and a target has none", target.Message, StringComparison.Ordinal);
        Assert.Contains("Limits", setting.Message, StringComparison.Ordinal);
    }

    private static RequestDelegate Says(string text) => context => context.Response.WriteAsync(text);

    private static RequestDelegate Notes(TestLines lines) => context =>
    {
        lines.Add(context.Request.Headers.UserAgent.ToString());
        return Task.CompletedTask;
    };
}
