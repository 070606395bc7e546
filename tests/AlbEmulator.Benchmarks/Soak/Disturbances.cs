using System.Globalization;
using System.Xml.Linq;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Targets;

namespace AlbEmulator.Benchmarks.Soak;

/// <summary>
/// What changes while requests go on: targets are killed and started again, the topology file is edited, and things are
/// made, changed and deleted by the API.
/// </summary>
internal sealed class Disturbances(SoakStage stage, AnsweredRequests requests, CancellationToken end) : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(4);

    private readonly HttpClient _http = new() { BaseAddress = new Uri(stage.Control), Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>Calls of the API that were made, and those that failed.</summary>
    public (int Made, int Failed) Calls { get; private set; }

    public Task Run() => Task.WhenAll(Every(KillOrStart), Every(Edit), Every(CallApi), Every(Scrape));

    public void Dispose() => _http.Dispose();

    private async Task Every(Func<int, Task> disturb)
    {
        try
        {
            for (var round = 0; ; round++)
            {
                await Task.Delay(Between, end);
                await disturb(round);
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    /// <summary>One target at a time is dead.</summary>
    private Task KillOrStart(int round)
    {
        var target = stage.Targets[round / 2 % stage.Targets.Count];
        if (target.IsAlive)
        {
            target.Kill();
        }
        else
        {
            target.Start();
        }

        return Task.CompletedTask;
    }

    private Task Edit(int round)
    {
        stage.WriteTopology(round % 7);
        return Task.CompletedTask;
    }

    private async Task Scrape(int round)
    {
        await _http.GetStringAsync("/metrics", end);
        await _http.GetStringAsync("/health", end);
    }

    /// <summary>A load balancer with all that it takes, one request through it, and nothing of it afterwards.</summary>
    private async Task CallApi(int round)
    {
        var port = LoopbackPort.Low();
        var loadBalancer = await Call($"CreateLoadBalancer&Name=soak-{round % 5}&Subnets.member.1=subnet-0a&Subnets.member.2=subnet-1b");
        var group = await Call($"CreateTargetGroup&Name=soak-{round % 5}&Protocol=HTTP&Port=80&VpcId=vpc-0a&TargetType=ip");
        await Call($"RegisterTargets&TargetGroupArn={group}&Targets.member.1.Id=127.0.0.1&Targets.member.1.Port={stage.EchoPort}");
        var listener = await Call(
            $"CreateListener&LoadBalancerArn={loadBalancer}&Protocol=HTTP&Port={port}"
            + $"&DefaultActions.member.1.Type=forward&DefaultActions.member.1.TargetGroupArn={group}");
        // Else its target would drain for five minutes, and dozens with it.
        await Call(
            $"ModifyTargetGroupAttributes&TargetGroupArn={group}"
            + "&Attributes.member.1.Key=deregistration_delay.timeout_seconds&Attributes.member.1.Value=5");
        await Call($"ModifyTargetGroup&TargetGroupArn={group}&HealthCheckIntervalSeconds={6 + (round % 5)}");
        await Call(
            $"CreateRule&ListenerArn={listener}&Priority=1&Conditions.member.1.Field=path-pattern&Conditions.member.1.Values.member.1=/x"
            + "&Actions.member.1.Type=fixed-response&Actions.member.1.FixedResponseConfig.StatusCode=204");
        await Ask(port);
        await Call($"DeleteListener&ListenerArn={listener}");
        await Call($"DeleteTargetGroup&TargetGroupArn={group}");
        await Call($"DeleteLoadBalancer&LoadBalancerArn={loadBalancer}");
    }

    private async Task Ask(int port)
    {
        var (number, query) = requests.Next();
        try
        {
            using var answer = await _http.GetAsync($"http://127.0.0.1:{port}/status/200?{query}", end);
            requests.Answered(number, $"{(int)answer.StatusCode}");
        }
        catch (HttpRequestException)
        {
            requests.Broken("broken off");
        }
    }

    /// <summary>Gives the ARN of what was made.</summary>
    private async Task<string?> Call(string parameters)
    {
        using var answer = await _http.PostAsync(
            "/", new StringContent($"Version=2015-12-01&Action={parameters}", null, "application/x-www-form-urlencoded"), end);
        var text = await answer.Content.ReadAsStringAsync(end);
        Calls = (Calls.Made + 1, Calls.Failed + (answer.IsSuccessStatusCode ? 0 : 1));
        if (!answer.IsSuccessStatusCode)
        {
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{parameters}: {(int)answer.StatusCode} {text}"));
            return null;
        }

        return XElement.Parse(text).Descendants()
            .FirstOrDefault(element => element.Name.LocalName is "LoadBalancerArn" or "TargetGroupArn" or "ListenerArn"
                && !parameters.Contains(element.Value, StringComparison.Ordinal))?.Value;
    }
}
