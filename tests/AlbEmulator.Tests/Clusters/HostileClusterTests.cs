using AlbEmulator.Clusters;
using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace AlbEmulator.Tests.Clusters;

/// <summary>Whoever answers in the place of a cluster may be anything.</summary>
public sealed class HostileClusterTests
{
    [Theory]
    [InlineData("garbage")]
    [InlineData("<html></html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"metadata":{"resourceVersion":"1"},"items":[null]}""")]
    [InlineData("""{"metadata":{"resourceVersion":"1"},"items":[{"metadata":{"name":7}}]}""")]
    [InlineData("""{"metadata":{"resourceVersion":"1"},"items":[{"metadata":{"name":"../../secrets"}}]}""")]
    [InlineData("""{"metadata":{"resourceVersion":"1"},"items":[{"metadata":{"name":"a"},"spec":"\ud800"}]}""")]
    [InlineData("""{"metadata":{"resourceVersion":"1"},"items":[{"metadata":{"name":"a"},"spec":""")]
    [InlineData("""{"metadata":{"resourceVersion":"1","continue":"again"},"items":[]}""")]
    public async Task What_is_no_list_is_told_in_words(string answer)
    {
        await using var server = await ApiServer.StartAsync();
        server.Instead = async http =>
        {
            await http.Response.WriteAsync(answer);
            return true;
        };

        await using var stage = new ClusterStage(server);
        var reason = stage.View.Open();

        Assert.Matches("^(what it tells of its [a-z]+ cannot be read|it tells of one of its [a-z]+ that has no name)$", reason);
        Assert.DoesNotContain(stage.Names, name => name.StartsWith("Ingress", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Values_that_are_nested_without_end_are_no_list()
    {
        await using var server = await ApiServer.StartAsync();
        server.Instead = async http =>
        {
            await http.Response.WriteAsync($$"""{"metadata":{"resourceVersion":"1"},"items":[{"metadata":{"name":"a"},"spec":{{new string('[', 100_000)}}""");
            return true;
        };

        await using var stage = new ClusterStage(server);

        Assert.EndsWith("cannot be read", stage.View.Open(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_without_end_is_given_up()
    {
        await using var server = await ApiServer.StartAsync();
        server.Refuses = static http => http.Request.Path.Value!.EndsWith("/ingresses", StringComparison.Ordinal) ? null : 404;
        var chunk = new byte[1024 * 1024];
        Array.Fill(chunk, (byte)' ');
        server.Instead = async http =>
        {
            for (var sent = 0; sent < 2 * ClusterApi.Longest && !http.RequestAborted.IsCancellationRequested; sent += chunk.Length)
            {
                await http.Response.Body.WriteAsync(chunk, http.RequestAborted);
            }

            return true;
        };

        await using var stage = new ClusterStage(server);

        // Each try is for a smaller page.
        Assert.Equal($"the answer has more than {ClusterApi.Longest} bytes", stage.View.Open());
        Assert.Equal(["?limit=250", "?limit=31", "?limit=3", "?limit=1"], server.Requests.Where(request => request.IsListOf("ingresses")).Select(request => request.Query));
    }

    [Theory]
    [InlineData(302, "it sends us elsewhere, where nobody is followed (302)")]
    [InlineData(401, "it does not know who asks: log in again, as for kubectl (401)")]
    [InlineData(500, "it refuses (500)")]
    public async Task Answers_that_are_none_are_told_with_what_the_cluster_says(int status, string told)
    {
        await using var elsewhere = await ApiServer.StartAsync();
        await using var server = await ApiServer.StartAsync();
        server.Refuses = http =>
        {
            http.Response.Headers.Location = elsewhere.Url;
            return status;
        };

        await using var stage = new ClusterStage(server);

        Assert.StartsWith($"{told}, /", stage.View.Open(), StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task Who_ends_each_watch_at_once_is_let_alone_for_longer_each_time()
    {
        var time = new ManualTime();
        await using var server = await ApiServer.StartAsync();
        server.Refuses = static http => http.Request.Path.Value!.EndsWith("/ingresses", StringComparison.Ordinal) ? null : 404;
        server.Instead = static http => Task.FromResult(http.Request.Query["watch"] == "true");
        await using var stage = new ClusterStage(server, time);
        Assert.Null(stage.View.Open());
        await stage.FollowAsync();

        for (var (wait, times) = (Backoff.First, 1); times <= 7; wait *= 2, times++)
        {
            var pause = wait < Backoff.Longest ? wait : Backoff.Longest;
            await Patience.UntilAsync($"a pause of {pause}", () => time.IsAwaited(pause));
            Assert.Equal(times, server.Requests.Count(request => request.IsWatch));
            time.Advance(pause);
        }
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"type":"ADDED"}""")]
    [InlineData("""{"type":"ADDED","object":{"metadata":{"name":"a/b"}}}""")]
    [InlineData("""{"type":"UNHEARD","object":{}}""")]
    [InlineData("""{"type":"ERROR","object":{"code":500,"message":"etcd is\nfull"}}""")]
    public async Task Events_that_are_none_are_told_and_everything_is_asked_for_anew(string line)
    {
        await using var server = await ApiServer.StartAsync();
        server.Objects.Put(Manifests.Ingress("shop", "web"));
        await using var stage = await ClusterStage.StartAsync(server);

        server.Objects.Say("ingresses", line);
        await stage.HeardAsync("Warning The cluster kubernetes://test");
        await stage.HeardAsync("Information The cluster kubernetes://test");

        Assert.Equal(["Ingress shop/web"], stage.Names);
        Assert.Equal(2, server.Requests.Count(request => request.IsListOf("ingresses")));
        Assert.DoesNotContain(stage.Heard, heard => heard.Contains('\n', StringComparison.Ordinal));
        await Patience.UntilAsync("it to be followed again", () => server.Objects.Followers("ingresses") == 1);
        server.Objects.Put(Manifests.Ingress("shop", "next"));
        await stage.UntilAsync("Ingress shop/next", "Ingress shop/web");
    }

    [Fact]
    public async Task Event_without_end_is_given_up()
    {
        await using var server = await ApiServer.StartAsync();
        await using var stage = await ClusterStage.StartAsync(server);

        server.Objects.Say("ingresses", new string(' ', 20 * 1024 * 1024));

        await stage.HeardAsync($"Warning The cluster kubernetes://test at {server.Url} does not answer (ingresses): it tells of one object in more than");
        await stage.HeardAsync("Information The cluster kubernetes://test");
    }
}
