using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using AlbEmulator.Containers;
using AlbEmulator.Machine;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Containers of an engine that get requests by their labels, from their start to their stop.</summary>
public sealed class ContainersTests
{
    private const string Project = "com.docker.compose.project=shop";
    private const string Number = "com.docker.compose.container-number=1";

    [Fact]
    public async Task Container_that_starts_gets_requests_and_one_that_stops_gets_none()
    {
        await using var engine = new FakeEngine();
        await using var web = ScriptedTarget.Start(Reply.Ok("web"));
        await using var api = ScriptedTarget.Start(Reply.Ok("api"));
        var (webContainer, apiContainer) = (FakeEngine.Container('a', "web", web.Port, $"alb.port={web.Port}"), FakeEngine.Container('b', "api", api.Port, "alb.path=/api/*"));
        engine.Set(webContainer);
        await using var stage = await EngineStage.StartAsync(engine.Name);
        Assert.Equal("web", await stage.AskAsync("/api/1"));
        await stage.FollowAsync(engine);

        engine.Set(webContainer, apiContainer);
        await stage.UntilAsync("/api/1", "api");
        Assert.Equal("web", await stage.AskAsync("/"));

        // As an ALB answers for a target group without targets, until the container is removed.
        apiContainer["State"] = "exited";
        apiContainer["Ports"]!.AsArray().Clear();
        engine.Set(webContainer, apiContainer);
        await stage.UntilAsync("/api/1", "503");

        engine.Set(webContainer);
        await stage.UntilAsync("/api/1", "web");
        Assert.All(engine.Requests, line => Assert.StartsWith("GET /", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Engine_without_containers_is_run_and_what_no_container_takes_is_not_found()
    {
        await using var engine = new FakeEngine();
        await using var target = ScriptedTarget.Start(Reply.Ok("late"));
        await using var stage = await EngineStage.StartAsync(engine.Name);
        Assert.Equal("404", await stage.AskAsync("/"));
        await stage.FollowAsync(engine);

        engine.Set(FakeEngine.Container('a', "late", target.Port, "alb.path=/late"));

        await stage.UntilAsync("/late", "late");
        Assert.Equal("404", await stage.AskAsync("/"));
    }

    [Fact]
    public async Task Engine_that_goes_away_and_comes_back_is_watched_on_with_one_word()
    {
        await using var engine = new FakeEngine();
        await using var web = ScriptedTarget.Start(Reply.Ok("web"));
        await using var other = ScriptedTarget.Start(Reply.Ok("other"));
        engine.Set(FakeEngine.Container('a', "web", web.Port, $"alb.port={web.Port}"));
        await using var stage = await EngineStage.StartAsync(engine.Name);
        await stage.FollowAsync(engine);

        await engine.StopAsync();
        await Patience.UntilAsync("a word of it", () => stage.Heard.Any());
        Assert.Equal("web", await stage.AskAsync("/"));

        engine.Set(tells: false, FakeEngine.Container('c', "other", other.Port, $"alb.port={other.Port}"));
        engine.Start();

        await stage.UntilAsync("/", "other");
        await Patience.UntilAsync("the second word", () => stage.Heard.Count == 2);
        Assert.StartsWith($"Warning The container engine at {engine.Socket} does not answer: ", stage.Heard[0], StringComparison.Ordinal);
        Assert.Equal($"Information The container engine at {engine.Socket} answers again", stage.Heard[1]);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("silence")]
    [InlineData("html")]
    [InlineData("object")]
    [InlineData("nulls")]
    [InlineData("error")]
    [InlineData("nothing")]
    public async Task Engine_that_answers_badly_leaves_the_targets_as_they_were(string kind)
    {
        await using var engine = new FakeEngine();
        await using var web = ScriptedTarget.Start(Reply.Ok("web"));
        engine.Set(FakeEngine.Container('a', "web", web.Port, $"alb.port={web.Port}"));
        await using var stage = await EngineStage.StartAsync(engine.Name);
        await stage.FollowAsync(engine);

        engine.BadList = Bad(kind);
        engine.Set(FakeEngine.Container('a', "web", web.Port, $"alb.port={web.Port}"));
        await Patience.UntilAsync("a word of it", () => stage.Heard.Any());

        Assert.StartsWith($"Warning The container engine at {engine.Socket} does not answer: ", Assert.Single(stage.Heard), StringComparison.Ordinal);
        Assert.Equal("web", await stage.AskAsync("/"));
        await using var next = ScriptedTarget.Start(Reply.Ok("next"));
        engine.Set(FakeEngine.Container('d', "next", next.Port, $"alb.port={next.Port}"));
        engine.BadList = null;
        await stage.UntilAsync("/", "next");
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("html")]
    [InlineData("nulls")]
    [InlineData("flood")]
    [InlineData("nothing")]
    public async Task Events_that_are_none_are_asked_for_again(string kind)
    {
        await using var engine = new FakeEngine();
        await using var web = ScriptedTarget.Start(Reply.Ok("web"));
        await using var stage = await EngineStage.StartAsync(engine.Name);
        await stage.FollowAsync(engine);

        engine.BadEvents = Bad(kind);
        await engine.StopAsync();
        engine.Start();
        engine.Set(tells: false, FakeEngine.Container('a', "web", web.Port, $"alb.port={web.Port}"));

        // By the list that goes with each new stream of events.
        await stage.UntilAsync("/", "web");
    }

    [Fact]
    public async Task List_without_end_is_given_up_and_takes_little_memory()
    {
        await using var engine = new FakeEngine { BadList = Bad("flood") };
        var before = GC.GetTotalAllocatedBytes();
        await using var stage = new EngineStage();

        Assert.False(await stage.TryStartAsync(engine.Name));

        Assert.Contains($"{engine.Name}: the container engine at {engine.Socket} does not answer, ", stage.Told, StringComparison.Ordinal);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 20 * Engine.Longest, $"{GC.GetTotalAllocatedBytes() - before} bytes");
    }

    [Fact]
    public async Task Engine_that_is_not_there_is_told_in_one_line()
    {
        await using var stage = new EngineStage();

        Assert.False(await stage.TryStartAsync("docker:///nowhere/docker.sock"));

        Assert.Equal(
            "docker:///nowhere/docker.sock: the container engine at /nowhere/docker.sock does not answer, Cannot assign requested address: start it, "
                + "or say where it is with DOCKER_HOST or docker:///path/to/docker.sock",
            stage.Told.Trim().Replace("No such file or directory", "Cannot assign requested address", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Container_whose_labels_are_wrong_is_left_out_and_the_others_go_on()
    {
        await using var engine = new FakeEngine();
        await using var web = ScriptedTarget.Start(Reply.Ok("web"));
        engine.Set(
            FakeEngine.Container('a', "web", web.Port, $"alb.port={web.Port}"),
            FakeEngine.Container('b', "wrong", 1, "alb.pth=/x"),
            FakeEngine.Container('c', "far", 2, "alb.path=/far", "alb.priority=70000"),
            FakeEngine.Container('d', "one", 3, "alb.path=/one", "alb.priority=5"),
            FakeEngine.Container('e', "two", 4, "alb.path=/two", "alb.priority=5"),
            FakeEngine.Container('f', "blank", 5, "alb.path=/x y"));

        await using var stage = await EngineStage.StartAsync(engine.Name);

        Assert.Equal("web", await stage.AskAsync("/"));
        var notes = stage.Told.Split('\n');
        Assert.Contains($"note: {engine.Name}: wrong.labels[\"alb.pth\"]: \"alb.pth\" is no label of the emulator's: did you mean \"alb.path\"?; until then \"wrong\" is left out", notes);
        Assert.Contains(notes, note => note.Contains("far.labels[\"alb.priority\"]", StringComparison.Ordinal) && note.EndsWith("until then \"far\" is left out", StringComparison.Ordinal));
        Assert.Contains(notes, note => note.Contains("two.labels[\"alb.priority\"]: \"one\" has this priority already: write another", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Replicas_of_a_service_are_targets_of_one_group_and_the_service_beside_it_is_the_default()
    {
        await using var engine = new FakeEngine();
        await using var one = ScriptedTarget.Start(Reply.Ok("api"));
        await using var two = ScriptedTarget.Start(Reply.Ok("api"));
        await using var web = ScriptedTarget.Start(Reply.Ok("web"));
        const string api = "com.docker.compose.service=api";
        var published = one.Port;
        var second = FakeEngine.Container('b', "shop-api-2", published, Project, Number, api, "alb.path=/api");
        second["Ports"]![0]!["PublicPort"] = two.Port;
        engine.Set(
            FakeEngine.Container('a', "shop-api-1", published, Project, Number, api, "alb.path=/api"),
            second,
            FakeEngine.Container('c', "shop-web-1", web.Port, Project, Number, "com.docker.compose.service=web"),
            FakeEngine.Container('d', "shop-db-1", 5432, Project, Number, "com.docker.compose.service=db"),
            FakeEngine.Container('e', "stranger", 9999));
        await using var stage = await EngineStage.StartAsync(engine.Name);

        Assert.Equal("web", await stage.AskAsync("/"));
        Assert.Equal(["api", "api"], [await stage.AskAsync("/api"), await stage.AskAsync("/api")]);
        Assert.Equal((1, 1), (one.Requests.Count, two.Requests.Count));
    }

    [Theory]
    [InlineData("Auto", true, "shared")]
    [InlineData("Auto", false, "published")]
    [InlineData("Network", false, "shared")]
    [InlineData("Published", true, "published")]
    public async Task Container_is_asked_in_the_network_of_the_emulator_or_where_it_is_published(string addresses, bool isContainer, string answer)
    {
        await using var engine = new FakeEngine();
        await using var shared = ScriptedTarget.Start(Reply.Ok("shared"));
        await using var published = ScriptedTarget.Start(Reply.Ok("published"));
        var (own, web) = (FakeEngine.Container('a', "own", 1), FakeEngine.Container('b', "web", shared.Port, $"alb.port={shared.Port}"));
        web["Ports"]![0]!["PublicPort"] = published.Port;
        web["NetworkSettings"]!["Networks"] = Networks(("other-id", "192.0.2.7"), ("shared-id", "127.0.0.1"));
        own["NetworkSettings"]!["Networks"] = Networks(("shared-id", "127.0.0.9"));
        if (addresses == "Network")
        {
            web["NetworkSettings"]!["Networks"]!.AsObject().Remove("other-id");
        }

        engine.Set(own, web);
        await using var stage = new EngineStage(isContainer ? Inside('a') : null);

        Assert.True(await stage.TryStartAsync(engine.Name, ("ContainerAddresses", addresses)), stage.Told);

        Assert.Equal(answer, await stage.AskAsync("/"));
    }

    [Theory]
    [InlineData(true, "Auto", "\"web\" is in no network with the emulator: docker network connect NETWORK web")]
    [InlineData(false, "Published", "\"web\" does not publish its port 80: start it with -p 80:80")]
    public async Task Container_that_is_not_to_be_reached_is_told_with_what_to_do(bool isContainer, string addresses, string told)
    {
        await using var engine = new FakeEngine();
        var (own, web) = (FakeEngine.Container('a', "own", 1), FakeEngine.Container('b', "web", 80, "alb.port=80"));
        own["NetworkSettings"]!["Networks"] = Networks(("own-id", "127.0.0.9"));
        web["Ports"]!.AsArray().Clear();
        engine.Set(own, web);
        await using var stage = new EngineStage(isContainer ? Inside('a') : null);

        Assert.True(await stage.TryStartAsync(engine.Name, ("ContainerAddresses", addresses)), stage.Told);

        Assert.Equal("503", await stage.AskAsync("/"));
        Assert.Contains($"note: {engine.Name}: web: {told}", stage.Told.Split('\n'));
    }

    private static Housing Inside(char id) =>
        Housing.Detect(static _ => null, static file => file == "/.dockerenv" ? "" : null, new string(id, 12));

    private static JsonObject Networks(params (string Id, string Address)[] networks) => new(networks.Select(network =>
        KeyValuePair.Create(network.Id, (JsonNode?)new JsonObject { ["NetworkID"] = network.Id, ["IPAddress"] = network.Address })));

    private static Func<Socket, CancellationToken, Task> Bad(string kind) => async (client, end) =>
    {
        byte[] answer = kind switch
        {
            "garbage" => [0, 1, 2, 255, 13, 10, 13, 10],
            "html" => Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>"),
            "object" => Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"),
            "nulls" => Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[null,{}]"),
            "error" => Encoding.ASCII.GetBytes("HTTP/1.1 500 No\r\nContent-Length: 15\r\n\r\n{\"message\":\"x\"}"),
            "flood" => Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\n\r\n["),
            _ => [],
        };
        await client.SendAsync(answer, end);
        var more = kind == "flood" ? Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"Id\":\"x\"},", 10_000))) : [];
        while (more.Length > 0)
        {
            await client.SendAsync(more, end);
        }

        if (kind == "silence")
        {
            await Task.Delay(Timeout.Infinite, end);
        }
    };
}
