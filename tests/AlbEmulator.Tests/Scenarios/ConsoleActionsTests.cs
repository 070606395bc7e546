using System.Net;
using System.Text;
using AlbEmulator.ControlPort;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Who may inject faults and hold targets, and how strictly the bodies of these calls are read.</summary>
public sealed class ConsoleActionsTests
{
    private const string Fault = """{"faults":[{"rule":"default","status":503}]}""";
    private const string Hold = """{"targetGroup":"web","target":"127.0.0.1:1","state":"unhealthy"}""";

    public static TheoryData<string, string> WrongFaults { get; } = new()
    {
        { "", "the body is not JSON" },
        { "[]", "the body must be an object such as {\"faults\":[" },
        { "{}", "faults takes a list of 100 faults at most, such as {\"faults\":[{\"targetGroup\":\"orders\",\"status\":503,\"share\":0.25,\"seconds\":60}]}" },
        { """{"fault":[]}""", "\"fault\" is not a property of the body: did you mean \"faults\"?; faults takes a list" },
        { """{"faults":{}}""", "faults takes a list" },
        { """{"faults":[],"faults":[]}""", "the body is not JSON" },
        { $$"""{"faults":[{{string.Join(',', Enumerable.Repeat("{}", 101))}}]}""", "faults takes a list of 100 faults at most" },
        { """{"faults":[7]}""", "faults[0]: a fault is an object" },
        { """{"faults":[{}]}""", "faults[0]: says of which requests by at least one of loadBalancer, rule, targetGroup and target; faults[0]: says what is done by one of status, delayMilliseconds, reset, refuse and bodyBytesPerSecond" },
        { """{"faults":[{"status":503}]}""", "says of which requests" },
        { """{"faults":[{"rule":"default"}]}""", "says what is done by one of" },
        { """{"faults":[{"rule":"default","status":503,"reset":true}]}""", "faults[0]: says what is done by one of status, delayMilliseconds, reset, refuse and bodyBytesPerSecond, not by status and reset" },
        { """{"faults":[{"rule":"default","reset":false}]}""", "faults[0].reset takes true" },
        { """{"faults":[{"rule":"default","statsu":503}]}""", "faults[0].\"statsu\" is not a property of a fault: did you mean \"status\"?" },
        { """{"faults":[{"rule":"default","status":503},{"rule":"default","colour":1,"status":503}]}""", "faults[1].\"colour\" is not a property of a fault: there are \"loadBalancer\", \"rule\", " },
        { """{"faults":[{"rule":"default","status":"503"}]}""", "faults[0].status takes a status such as 503" },
        { """{"faults":[{"rule":"default","status":502.5}]}""", "faults[0].status takes a status such as 503" },
        { """{"faults":[{"rule":"default","status":200}]}""", "faults[0].status is 200, which a load balancer never gives by itself: write 403, 500, 502, 503 or 504" },
        { """{"faults":[{"rule":"default","status":429}]}""", "is 429, which a load balancer never gives by itself" },
        { """{"faults":[{"rule":"default","status":460}]}""", "is 460, which is no answer: it stands in the log where a client leaves first. Write 403, 500, 502, 503 or 504, or delayMilliseconds" },
        { """{"faults":[{"rule":"default","status":413}]}""", "is 413, by which a load balancer says what is wrong with a request or its client" },
        { """{"faults":[{"rule":"default","status":302}]}""", "is 302, which rules give by their actions" },
        { """{"faults":[{"rule":"default","status":401}]}""", "is 401, which rules give by their actions" },
        { """{"faults":[{"rule":"default","delayMilliseconds":0}]}""", "faults[0].delayMilliseconds takes 1 to 300000" },
        { """{"faults":[{"rule":"default","delayMilliseconds":300001}]}""", "faults[0].delayMilliseconds takes 1 to 300000" },
        { """{"faults":[{"rule":"default","delayMilliseconds":1e400}]}""", "faults[0].delayMilliseconds takes 1 to 300000" },
        { """{"faults":[{"rule":"default","delayMilliseconds":-1}]}""", "faults[0].delayMilliseconds takes 1 to 300000" },
        { """{"faults":[{"rule":"default","status":503,"share":0}]}""", "faults[0].share takes a number above 0, and at most 1" },
        { """{"faults":[{"rule":"default","status":503,"share":1.01}]}""", "faults[0].share takes a number above 0, and at most 1" },
        { """{"faults":[{"rule":"default","status":503,"share":"NaN"}]}""", "faults[0].share takes a number above 0, and at most 1" },
        { """{"faults":[{"rule":"default","status":503,"seconds":0}]}""", "faults[0].seconds takes a number of seconds above 0, and at most 86400" },
        { """{"faults":[{"rule":"default","status":503,"seconds":86401}]}""", "faults[0].seconds takes a number of seconds above 0, and at most 86400" },
        { """{"faults":[{"rule":"11","status":503}]}""", "faults[0].rule takes a priority of a rule" },
        { """{"faults":[{"rule":["10"],"status":503}]}""", "faults[0].rule takes a text" },
        { """{"faults":[{"targetGroup":"wbe","status":503}]}""", "faults[0].targetGroup takes a target group, perhaps \"web\"" },
        { """{"faults":[{"loadBalancer":"dmeo","status":503}]}""", "faults[0].loadBalancer takes a load balancer, perhaps \"demo\"" },
        { """{"faults":[{"targetGroup":"unused","status":503}]}""", "faults[0]: no rule forwards to target group unused" },
        { """{"faults":[{"rule":"10","targetGroup":"web","status":503}]}""", "faults[0]: no rule 10 forwards to target group web" },
        { """{"faults":[{"loadBalancer":"demo","rule":"10","targetGroup":"web","status":503}]}""", "faults[0]: no rule 10 of load balancer demo forwards to target group web" },
        { """{"faults":[{"targetGroup":"\ud800","status":503}]}""", "the body holds text that is not Unicode" },
        { $$"""{"faults":[{"targetGroup":"{{new string('x', 10_000)}}","status":503}]}""", "faults[0].targetGroup takes a target group: \"other\", \"unused\", \"web\"" },
    };

    public static TheoryData<string, string> WrongHolds { get; } = new()
    {
        { "", "the body is not JSON" },
        { "null", "the body must be an object such as {\"targetGroup\":\"web\",\"target\":\"127.0.0.1:3000\",\"state\":\"unhealthy\"}" },
        { "{}", "targetGroup and target and state must be given, in an object such as {" },
        { """{"targetGroup":"web","target":"127.0.0.1:1"}""", "state must be given" },
        { """{"targetGroup":"web","target":"127.0.0.1:1","state":"healthy"}""", "state takes unhealthy, draining or null" },
        { """{"targetGroup":"web","target":"127.0.0.1:1","state":true}""", "state takes a text" },
        { """{"targetGroup":"web","target":"127.0.0.1:1","stat":null}""", "\"stat\" is not a property of the body: did you mean \"state\"?; state must be given" },
        { """{"targetGroup":"wbe","target":"127.0.0.1:1","state":null}""", "targetGroup takes a target group, perhaps \"web\"" },
        { """{"targetGroup":"web","target":"127.0.0.1:2","state":null}""", "target takes a registered target of web, perhaps \"127.0.0.1:1\"" },
        { """{"targetGroup":"web","target":1,"state":"x"}""", "target takes a text; state takes unhealthy, draining or null" },
        { """{"targetGroup":"empty","target":"127.0.0.1:2","state":null}""", "targetGroup takes a target group: " },
    };

    [Theory]
    [MemberData(nameof(WrongFaults))]
    public Task Fault_that_is_wrong_is_told_with_what_to_write(string body, string words) => AssertRefusedAsync("/faults", body, words);

    [Theory]
    [MemberData(nameof(WrongHolds))]
    public Task Hold_that_is_wrong_is_told_with_what_to_write(string body, string words) => AssertRefusedAsync("/target-health", body, words);

    [Theory]
    [InlineData("/faults", 128 * 1024)]
    [InlineData("/target-health", 16 * 1024)]
    public async Task Body_that_is_too_long_is_refused(string path, int most)
    {
        await using var emulator = await StartAsync();
        using var console = new ConsoleClient(emulator);

        var (status, answer) = await console.PutAsync(path, new string(' ', most + 1));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, $"the body must have at most {most} bytes"), (status, answer.GetProperty("error").GetString()));
        Assert.Equal(HttpStatusCode.BadRequest, (await console.PutAsync(path, new string(' ', most))).Status);
    }

    [Theory]
    [InlineData("/faults")]
    [InlineData("/target-health")]
    public async Task Hostile_bodies_are_refused_and_change_nothing(string path)
    {
        await using var emulator = await StartAsync();
        using var console = new ConsoleClient(emulator);
        var mutator = new Random(19);
        var good = Encoding.UTF8.GetBytes(path == "/faults" ? Fault : Hold);
        for (var index = 0; index < 300; index++)
        {
            byte[] body = [.. good];
            // One byte of its end is always another than before, so that none of them is right.
            body[^1] = (byte)mutator.Next(0, '}');
            for (var mutated = mutator.Next(4); mutated > 0; mutated--)
            {
                body[mutator.Next(body.Length)] = (byte)mutator.Next(256);
            }

            body = body[^1] == '}' ? [.. body, (byte)'{'] : body;
            Assert.Equal(HttpStatusCode.BadRequest, (await console.PutAsync(path, body)).Status);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await console.PutAsync(path, new string('[', 10_000))).Status);
        Assert.Empty(await console.FaultsAsync());
    }

    [Theory]
    [InlineData("/faults", Fault)]
    [InlineData("/target-health", Hold)]
    public async Task Where_others_can_reach_the_control_port_the_setting_is_asked_for(string path, string body)
    {
        await using var closed = await StartAsync();
        await AssertAllowedAsync(closed, path, body, isAllowed: true);

        await using var open = await StartOpenAsync(isAllowed: false);
        await AssertAllowedAsync(open, path, body, isAllowed: false);

        await using var allowed = await StartOpenAsync(isAllowed: true);
        await AssertAllowedAsync(allowed, path, body, isAllowed: true);
    }

    [Theory]
    [InlineData("http://127.0.0.1:4580", true)]
    [InlineData("http://127.0.0.2:4580", true)]
    [InlineData("http://localhost:4580", true)]
    [InlineData("http://[::1]:4580", true)]
    [InlineData("http://0.0.0.0:4580", false)]
    [InlineData("http://[::]:4580", false)]
    [InlineData("http://192.168.0.7:4580", false)]
    public void Loopback_alone_needs_no_setting(string controlUrl, bool isAllowed)
    {
        Assert.Equal(isAllowed, new ConsoleActions(new AlbSettings { ControlUrl = controlUrl }).AreAllowed);
        Assert.True(new ConsoleActions(new AlbSettings { ControlUrl = controlUrl, ConsoleActions = true }).AreAllowed);
    }

    [Theory]
    [InlineData("Origin: http://evil.example")]
    [InlineData("Origin: http://localhost:3000")]
    [InlineData("Sec-Fetch-Site: cross-site")]
    public async Task Page_of_another_origin_can_put_neither(string header)
    {
        await using var emulator = await StartAsync(("Alb:ConsoleActions", "true"));
        using var console = new ConsoleClient(emulator);

        foreach (var (path, body) in new[] { ("/faults", Fault), ("/target-health", Hold) })
        {
            var preflight = await AskAsync(emulator, $"OPTIONS {path} HTTP/1.1\r\nHost: localhost\r\n{header}\r\nAccess-Control-Request-Method: PUT\r\n\r\n");
            Assert.Equal(403, preflight.Status);
            Assert.DoesNotContain(preflight.HeaderNames, name => name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
            var put = await AskAsync(emulator, $"PUT {path} HTTP/1.1\r\nHost: localhost\r\n{header}\r\nContent-Type: text/plain\r\nContent-Length: {body.Length}\r\n\r\n{body}");
            Assert.Equal(403, put.Status);
        }

        Assert.Equal(403, (await AskAsync(emulator, $"DELETE /faults HTTP/1.1\r\nHost: localhost\r\n{header}\r\n\r\n")).Status);
        Assert.Equal(403, (await AskAsync(emulator, $"PUT /faults HTTP/1.1\r\nHost: evil.example\r\nContent-Length: {Fault.Length}\r\n\r\n{Fault}")).Status);
        Assert.Empty(await console.FaultsAsync());
        Assert.All(await emulator.TargetHealthAsync("web"), told =>
            Assert.DoesNotContain("held", told.GetProperty("TargetHealth").GetRawText(), StringComparison.Ordinal));
    }

    private static async Task AssertAllowedAsync(HostedEmulator emulator, string path, string body, bool isAllowed)
    {
        using var console = new ConsoleClient(emulator);
        var (status, answer) = await console.PutAsync(path, body);
        Assert.Equal(isAllowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden, status);
        if (!isAllowed)
        {
            Assert.Equal(
                $"PUT {path} is not taken, since others than this machine can reach the control port: set Alb:ConsoleActions to true, or have Alb:ControlUrl name a loopback address",
                answer.GetProperty("error").GetString());
        }

        // Nothing else is refused.
        Assert.Equal(isAllowed && path == "/faults" ? 1 : 0, (await console.FaultsAsync()).Count);
        Assert.Equal(HttpStatusCode.NoContent, await console.EndAsync());
        Assert.NotEmpty(await emulator.TargetHealthAsync("web"));
    }

    private static async Task AssertRefusedAsync(string path, string body, string words)
    {
        await using var emulator = await StartAsync();
        using var console = new ConsoleClient(emulator);

        var (status, answer) = await console.PutAsync(path, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(words, answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Empty(await console.FaultsAsync());
    }

    private static Task<RawMessage> AskAsync(HostedEmulator emulator, string request) =>
        RawClient.ExchangeAsync(emulator.Control.Port, request);

    /// <summary>As one whose control port is bound to every address of the machine.</summary>
    private static Task<HostedEmulator> StartOpenAsync(bool isAllowed) => HostedEmulator.StartAsync(
        Topology(),
        services => services.AddSingleton(new ConsoleActions(new AlbSettings { ControlUrl = "http://0.0.0.0:4580", ConsoleActions = isAllowed })));

    private static Task<HostedEmulator> StartAsync(params (string Name, string Value)[] settings) => HostedEmulator.StartAsync(Topology(), settings);

    private static TopologyBuilder Topology() => new TopologyBuilder()
        .Listener(FreePorts.Take(), "web", (10, "/other", "other"))
        .TargetGroup("web", 1).TargetGroup("other", 1).TargetGroup("unused", 1);
}
