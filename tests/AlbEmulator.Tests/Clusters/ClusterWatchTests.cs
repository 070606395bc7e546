using System.Text.Json.Nodes;
using AlbEmulator.Clusters;
using AlbEmulator.Documents;
using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace AlbEmulator.Tests.Clusters;

/// <summary>What becomes of a cluster after it was listed.</summary>
public sealed class ClusterWatchTests
{
    [Fact]
    public async Task Objects_that_are_made_changed_and_deleted_are_taken_up()
    {
        await using var server = await ApiServer.StartAsync();
        server.Objects.Put(Manifests.Ingress("shop", "web"));
        await using var stage = await ClusterStage.StartAsync(server);

        server.Objects.Put(Manifests.Ingress("shop", "api"));
        await stage.UntilAsync("Ingress shop/api", "Ingress shop/web");
        server.Objects.Delete(Manifests.Ingress("shop", "web"));
        await stage.UntilAsync("Ingress shop/api");
        server.Objects.Put(Manifests.Ingress("shop", "api", "/v2"));
        await Patience.UntilAsync("the other path", () => Path(stage.Find("Ingress shop/api")) == "/v2");
        Assert.Empty(stage.Heard);
        Assert.Equal(1, server.Requests.Count(request => request.IsListOf("ingresses")));
    }

    [Fact]
    public async Task What_says_the_same_keeps_its_node_and_is_no_change()
    {
        await using var server = await ApiServer.StartAsync();
        server.Objects.Put(Manifests.Ingress("shop", "web"));
        server.Objects.Put(Manifests.Ingress("shop", "api"));
        await using var stage = await ClusterStage.StartAsync(server);
        var (objects, web, api) = (stage.View.Objects, stage.Find("Ingress shop/web"), stage.Find("Ingress shop/api"));

        // Another resourceVersion, other managedFields, a status: nothing that a manifest would say.
        var again = Manifests.Ingress("shop", "web");
        again["status"] = new JsonObject { ["loadBalancer"] = new JsonObject() };
        server.Objects.Put(again);
        server.Objects.Put(Manifests.Ingress("shop", "last"));
        await stage.UntilAsync("Ingress shop/api", "Ingress shop/last", "Ingress shop/web");

        Assert.Equal(1, stage.Changes);
        Assert.NotSame(objects, stage.View.Objects);
        Assert.Same(web, stage.Find("Ingress shop/web"));
        Assert.Same(api, stage.Find("Ingress shop/api"));
        Assert.Same(stage.View.Objects, stage.View.Objects);
    }

    [Fact]
    public async Task Number_that_becomes_a_text_is_a_change()
    {
        await using var server = await ApiServer.StartAsync();
        server.Objects.Put(Manifests.Service("shop", "web", 80));
        await using var stage = await ClusterStage.StartAsync(server);
        var before = stage.Find("Service shop/web");

        var text = Manifests.Service("shop", "web", 80);
        text["spec"]!["ports"]![0]!["port"] = "80";
        server.Objects.Put(text);

        await Patience.UntilAsync("a change", () => stage.Changes == 1);
        Assert.NotSame(before, stage.Find("Service shop/web"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Watch_that_ends_or_breaks_off_goes_on_where_it_was(bool drops)
    {
        await using var server = await ApiServer.StartAsync();
        await using var stage = await ClusterStage.StartAsync(server);
        server.Objects.Put(Manifests.Ingress("shop", "one"));
        await stage.UntilAsync("Ingress shop/one");
        var seen = server.Objects.Version;

        server.Objects.EndFollowers(drops: drops);
        server.Objects.Put(Manifests.Ingress("shop", "two"));

        await stage.UntilAsync("Ingress shop/one", "Ingress shop/two");
        Assert.Equal(1, server.Requests.Count(request => request.IsListOf("ingresses")));
        Assert.Contains($"resourceVersion={seen}&", server.Requests.Last(request => request.IsWatchOf("ingresses")).Query, StringComparison.Ordinal);
        Assert.Empty(stage.Heard);
    }

    [Fact]
    public async Task Watch_goes_on_from_the_last_bookmark()
    {
        await using var server = await ApiServer.StartAsync();
        await using var stage = await ClusterStage.StartAsync(server);
        var bookmark = server.Objects.Bookmark("services");

        server.Objects.EndFollowers("services");
        await Patience.UntilAsync("services to be followed again", () => server.Requests.Count(request => request.IsWatchOf("services")) == 2);

        Assert.Contains($"resourceVersion={bookmark}&", server.Requests.Last(request => request.IsWatchOf("services")).Query, StringComparison.Ordinal);
        Assert.Equal(0, stage.Changes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_too_long_ago_is_listed_anew(bool asEvent)
    {
        await using var server = await ApiServer.StartAsync();
        server.Objects.Put(Manifests.Ingress("shop", "stays"));
        server.Objects.Put(Manifests.Ingress("shop", "goes"));
        await using var stage = await ClusterStage.StartAsync(server);
        var stays = stage.Find("Ingress shop/stays");
        server.Objects.TellsGoneAsEvent = asEvent;

        server.Objects.DeleteSilently(Manifests.Ingress("shop", "goes"));
        server.Objects.PutSilently(Manifests.Ingress("shop", "new"));
        server.Objects.EndFollowers();

        await stage.UntilAsync("Ingress shop/new", "Ingress shop/stays");
        Assert.Same(stays, stage.Find("Ingress shop/stays"));
        await Patience.UntilAsync("it to be followed again", () => server.Objects.Followers("ingresses") == 1);
        server.Objects.Put(Manifests.Ingress("shop", "last"));
        await stage.UntilAsync("Ingress shop/last", "Ingress shop/new", "Ingress shop/stays");
        Assert.Empty(stage.Heard);
    }

    [Fact]
    public async Task What_comes_before_an_error_is_taken_up()
    {
        await using var server = await ApiServer.StartAsync();
        await using var stage = await ClusterStage.StartAsync(server);
        var ingress = Manifests.Ingress("shop", "web");
        server.Objects.PutSilently(ingress);

        server.Objects.Say("ingresses", $$$"""
            {"type":"ADDED","object":{{{ingress.ToJsonString()}}} }
            {"type":"ERROR","object":{"kind":"Status","code":410,"message":"gone"}}
            """.ReplaceLineEndings("\n"));

        await stage.UntilAsync("Ingress shop/web");
        await Patience.UntilAsync("the list", () => server.Requests.Count(request => request.IsListOf("ingresses")) == 2);
        Assert.Equal(1, stage.Changes);
    }

    [Fact]
    public async Task Cluster_that_goes_away_and_comes_back_is_followed_on_with_one_word_each()
    {
        await using var server = await ApiServer.StartAsync();
        server.Objects.Put(Manifests.Ingress("shop", "web"));
        await using var stage = await ClusterStage.StartAsync(server);

        await server.StopAsync();
        await stage.HeardAsync("Warning The cluster kubernetes://test at http://127.0.0.1:");
        Assert.Equal(["Ingress shop/web"], stage.Names);

        server.Objects.Put(Manifests.Ingress("shop", "late"));
        await server.StartAsync();

        await stage.UntilAsync("Ingress shop/late", "Ingress shop/web");
        await stage.HeardAsync("Information The cluster kubernetes://test at http://127.0.0.1:");
        Assert.Matches(
            $@"^Warning The cluster kubernetes://test at {server.Url} does not answer \([a-z]+\): Connection refused.*\. What it told last stays, and it is asked until it answers$",
            stage.Heard[0]);
        Assert.Equal($"Information The cluster kubernetes://test at {server.Url} answers again", stage.Heard[1]);
        Assert.Equal(2, stage.Heard.Count);
    }

    [Fact]
    public async Task Who_is_silent_for_longer_than_a_watch_may_last_is_asked_anew()
    {
        var time = new ManualTime();
        await using var server = await ApiServer.StartAsync();
        await using var stage = await ClusterStage.StartAsync(server, time);
        Assert.Contains("&timeoutSeconds=290", server.Requests.Last(request => request.IsWatchOf("ingresses")).Query, StringComparison.Ordinal);

        time.Advance(TimeSpan.FromSeconds(ClusterKind.FollowedSeconds) + ClusterKind.Grace);

        await Patience.UntilAsync("it to be followed again", () => server.Requests.Count(request => request.IsWatchOf("ingresses")) == 2);
        Assert.Equal(1, server.Requests.Count(request => request.IsListOf("ingresses")));
        Assert.Empty(stage.Heard);
    }

    [Fact]
    public async Task Kind_that_is_made_later_is_told_of_then()
    {
        var time = new ManualTime();
        await using var server = await ApiServer.StartAsync();
        server.Refused["/gateways"] = 404;
        server.Objects.Put(Manifests.Of("""{ "apiVersion": "any", "kind": "Gateway", "metadata": { "namespace": "shop", "name": "web" } }"""));
        await using var stage = await ClusterStage.StartAsync(server, time);
        await Patience.UntilAsync("the pause", () => time.IsAwaited(ClusterWatch.Recheck));
        Assert.Empty(stage.Names);

        server.Refused.Clear();
        time.Advance(ClusterWatch.Recheck);

        await stage.UntilAsync("Gateway shop/web");
        Assert.Empty(stage.Heard);
    }

    [Fact]
    public async Task Kind_that_may_no_longer_be_followed_stays_as_it_was_and_is_named_once()
    {
        var time = new ManualTime();
        await using var server = await ApiServer.StartAsync();
        server.Objects.Put(Manifests.Ingress("shop", "web"));
        await using var stage = await ClusterStage.StartAsync(server, time);

        server.Refused["/ingresses"] = StatusCodes.Status403Forbidden;
        server.Objects.EndFollowers("ingresses");
        await Patience.UntilAsync("the first pause", () => time.IsAwaited(Backoff.First));
        time.Advance(Backoff.First);
        for (var i = 0; i < 3; i++)
        {
            await Patience.UntilAsync("the pause", () => time.IsAwaited(ClusterWatch.Recheck));
            time.Advance(ClusterWatch.Recheck);
        }

        Assert.Equal(["Ingress shop/web"], stage.Names);
        server.Objects.Put(Manifests.Ingress("shop", "api"));
        server.Refused.Clear();
        await Patience.UntilAsync("the list", () =>
        {
            if (time.IsAwaited(ClusterWatch.Recheck))
            {
                time.Advance(ClusterWatch.Recheck);
            }

            return stage.Names.Count == 2;
        });
        await stage.HeardAsync("Information ");
        Assert.Equal(
            [
                "Warning The cluster kubernetes://test does not tell of ingresses: it refuses (403), /apis/networking.k8s.io/v1/ingresses is refused to \"me\". What it told of them last stays; list and watch are what is needed",
                "Information The cluster kubernetes://test tells of ingresses now",
            ],
            stage.Heard);
    }

    [Fact]
    public async Task Kind_that_may_not_be_listed_at_the_start_is_taken_up_when_it_may()
    {
        var time = new ManualTime();
        await using var server = await ApiServer.StartAsync();
        server.Refused["/secrets"] = StatusCodes.Status403Forbidden;
        server.Objects.Put(Manifests.Of("""{ "apiVersion": "v1", "kind": "Secret", "metadata": { "namespace": "shop", "name": "oidc" } }"""));
        await using var stage = await ClusterStage.StartAsync(server, time);
        await Patience.UntilAsync("the pause", () => time.IsAwaited(ClusterWatch.Recheck));

        // The start has told it, as a note.
        Assert.Empty(stage.Heard);
        Assert.Equal("secrets", Assert.Single(stage.View.Forbidden).Kind.Plural);

        server.Refused.Clear();
        time.Advance(ClusterWatch.Recheck);
        await stage.UntilAsync("Secret shop/oidc");
        await stage.HeardAsync("Information The cluster kubernetes://test tells of secrets now");
        Assert.Single(stage.Heard);
    }

    [Fact]
    public async Task Kind_that_is_no_longer_there_has_no_objects()
    {
        await using var server = await ApiServer.StartAsync();
        server.Objects.Put(Manifests.Of("""{ "apiVersion": "any", "kind": "TargetGroupBinding", "metadata": { "namespace": "shop", "name": "web" } }"""));
        await using var stage = await ClusterStage.StartAsync(server);
        Assert.Equal(["TargetGroupBinding shop/web"], stage.Names);

        server.Refused["/targetgroupbindings"] = StatusCodes.Status404NotFound;
        server.Objects.EndFollowers("targetgroupbindings");

        await stage.UntilAsync();
        Assert.Empty(stage.Heard);
    }

    [Fact]
    public async Task Burst_of_changes_loses_none()
    {
        await using var server = await ApiServer.StartAsync();
        await using var stage = await ClusterStage.StartAsync(server);

        for (var i = 0; i < 500; i++)
        {
            server.Objects.Put(Manifests.Ingress("shop", $"web-{i:d3}"));
            server.Objects.Put(Manifests.Service("shop", $"web-{i:d3}", i + 1));
        }

        for (var i = 0; i < 500; i += 2)
        {
            server.Objects.Delete(Manifests.Ingress("shop", $"web-{i:d3}"));
        }

        await Patience.UntilAsync("all of it", () => stage.Names.Count == 750);
        Assert.Equal(["Ingress shop/web-001", "Ingress shop/web-003"], stage.Names.Take(2));
    }

    private static string Path(Node.Mapping ingress) =>
        ((Node.Scalar)ingress.Find("spec").Find("rules").Items()[0].Find("http").Find("paths").Items()[0].Find("path")!).Text;
}
