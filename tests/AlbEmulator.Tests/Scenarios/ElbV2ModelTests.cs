using System.Net;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Many clients at once: each finds exactly what it made, and requests go on.
/// </summary>
public sealed class ElbV2ModelTests
{
    private const int Clients = 8;
    private const int RequestClients = 32;

    private static readonly int CallsEach = TestLength.Of(30, whole: 125);

    /// <summary>That the calls are spread over.</summary>
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(TestLength.Of(0, whole: 60));

    /// <summary>Of each client between its requests: together they send 1,600 a second, and leave the calls their turn.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task Eight_clients_of_random_calls_find_what_a_model_says_while_requests_flow()
    {
        await using var target = ScriptedTarget.Start();
        target.KeepsRequests = false;
        await using var stage = await ElbV2Stage.StartAsync();
        var loadBalancer = await stage.Api.CreateLoadBalancerAsync("left-alone");
        var group = await stage.Api.CreateTargetGroupAsync("web", target.Port);
        await stage.Api.RegisterAsync(group, "127.0.0.1", target.Port);
        var port = FreePorts.Take();
        await stage.Api.CreateListenerAsync(loadBalancer, port, group);
        var ports = FreePorts.Take(2 * Clients);
        var models = Enumerable.Range(0, Clients)
            .Select(number => new ElbV2Model(stage.Api, $"client{number}", ports[(2 * number)..(2 * number + 2)], new Random(number)))
            .ToArray();
        using var end = new CancellationTokenSource();
        using var http = new HttpClient { Timeout = Patience.Default };
        var requests = Enumerable.Range(0, RequestClients)
            .Select(_ => RequestAsync(http, new Uri($"http://127.0.0.1:{port}/"), end.Token)).ToArray();

        await Task.WhenAll(models.Select(ActAsync));

        await end.CancelAsync();
        Assert.All(await Task.WhenAll(requests), count => Assert.NotEqual(0, count));
        foreach (var model in models)
        {
            await model.CompareAsync();
        }
    }

    private static async Task ActAsync(ElbV2Model model)
    {
        for (var i = 0; i < CallsEach; i++)
        {
            await Task.WhenAll(model.ActAsync(), Task.Delay(Time / CallsEach));
        }
    }

    private static async Task<int> RequestAsync(HttpClient http, Uri uri, CancellationToken end)
    {
        var count = 0;
        for (; !end.IsCancellationRequested; count++)
        {
            using var response = await http.GetAsync(uri, CancellationToken.None);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            await Task.Delay(Pause, CancellationToken.None);
        }

        return count;
    }
}
