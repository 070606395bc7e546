using System.Net;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Many clients at once: each finds exactly what it made, and requests go on.</summary>
public sealed class ElbV2ModelTests
{
    private const int Clients = 8;
    private const int CallsEach = 60;

    [Fact]
    public async Task Eight_clients_of_random_calls_find_what_a_model_says_while_requests_flow()
    {
        await using var target = ScriptedTarget.Start();
        await using var stage = await ElbV2Stage.StartAsync();
        var loadBalancer = await stage.Api.CreateLoadBalancerAsync("demo");
        var group = await stage.Api.CreateTargetGroupAsync("web", target.Port);
        await stage.Api.RegisterAsync(group, "127.0.0.1", target.Port);
        var port = FreePorts.Take();
        var listener = await stage.Api.CreateListenerAsync(loadBalancer, port, group);
        using var end = new CancellationTokenSource();
        var requests = RequestAsync(port, end.Token);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(number => ActAsync(stage.Api, listener, group, number)));
        await end.CancelAsync();
        Assert.True(await requests > 0);
    }

    /// <summary>The rules of one client, whose priorities are its own.</summary>
    private static async Task ActAsync(ElbV2Client api, string listener, string group, int number)
    {
        var chance = new Random(number);
        var rules = new Dictionary<int, string>();
        for (var i = 0; i < CallsEach; i++)
        {
            var priority = 1 + number + Clients * chance.Next(10);
            if (!rules.TryGetValue(priority, out var rule))
            {
                rules[priority] = ElbV2Client.First(
                    await api.DoAsync(
                        "CreateRule",
                        ("ListenerArn", listener), ("Priority", $"{priority}"),
                        ("Conditions.member.1.Field", "path-pattern"), ("Conditions.member.1.Values.member.1", $"/never/{priority}"),
                        ("Actions.member.1.Type", "forward"), ("Actions.member.1.TargetGroupArn", group)),
                    "RuleArn");
            }
            else if (chance.Next(2) == 0)
            {
                await api.DoAsync("DeleteRule", ("RuleArn", rule));
                rules.Remove(priority);
                var (status, answer) = await api.CallAsync("DescribeRules", ("RuleArns.member.1", rule));
                Assert.Equal(HttpStatusCode.BadRequest, status);
                Assert.Equal("RuleNotFound", ElbV2Client.First(answer, "Code"));
            }
            else
            {
                var (status, answer) = await api.CallAsync(
                    "CreateRule",
                    ("ListenerArn", listener), ("Priority", $"{priority}"),
                    ("Conditions.member.1.Field", "path-pattern"), ("Conditions.member.1.Values.member.1", "/x"),
                    ("Actions.member.1.Type", "forward"), ("Actions.member.1.TargetGroupArn", group));
                Assert.Equal(HttpStatusCode.BadRequest, status);
                Assert.Equal("PriorityInUse", ElbV2Client.First(answer, "Code"));
            }
        }

        var all = await api.DoAsync("DescribeRules", ("ListenerArn", listener));
        var own = ElbV2Client.All(all, "Priority").Where(text => text != "default").Select(int.Parse)
            .Where(priority => (priority - 1) % Clients == number);
        Assert.Equal(rules.Keys.Order(), own.Order());
    }

    private static async Task<int> RequestAsync(int port, CancellationToken end)
    {
        using var http = new HttpClient { Timeout = Patience.Default };
        var count = 0;
        for (; !end.IsCancellationRequested; count++)
        {
            using var response = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/"), CancellationToken.None);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        return count;
    }
}
